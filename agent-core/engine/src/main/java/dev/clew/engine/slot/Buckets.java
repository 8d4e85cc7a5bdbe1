package dev.clew.engine.slot;

import dev.clew.engine.slot.WeakIdentityMap.Cell;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * One table of a {@link WeakIdentityMap} and, while it grows, the table it moves to.
 *
 * <p>Invariant: a bucket holds its chain or {@link Cell#MOVED}, never goes back from MOVED, and the
 * chain is complete in the next table before MOVED can be seen. A bucket of the next table is
 * written by nobody but its mover before that.
 */
final class Buckets {

  private static final int MOVED_PER_WRITE = 16;

  private final AtomicReferenceArray<@Nullable Cell> heads;
  private final AtomicInteger claimed = new AtomicInteger();
  private final AtomicInteger moved = new AtomicInteger();
  private final AtomicInteger growing = new AtomicInteger();
  private volatile @Nullable Buckets next;

  Buckets(int length) {
    heads = new AtomicReferenceArray<>(length);
  }

  int length() {
    return heads.length();
  }

  @Nullable Buckets next() {
    return next;
  }

  /** The chain for a hash, wherever it is. */
  @Nullable Cell read(int hash) {
    Buckets table = this;
    while (true) {
      Cell head = table.head(hash);
      Buckets following = table.next;
      if (head != Cell.MOVED || following == null) {
        return head;
      }
      table = following;
    }
  }

  /** This table or the one that holds the chain for a hash; it may move on at any time. */
  Buckets holder(int hash) {
    Buckets table = this;
    while (table.head(hash) == Cell.MOVED) {
      Buckets following = table.next;
      if (following == null) {
        return table;
      }
      table = following;
    }
    return table;
  }

  @Nullable Cell head(int hash) {
    return heads.get(hash & (heads.length() - 1));
  }

  boolean replace(int hash, @Nullable Cell expected, @Nullable Cell head) {
    return heads.compareAndSet(hash & (heads.length() - 1), expected, head);
  }

  /** Starts a move to a table of twice the length, unless one has started. */
  void grow() {
    if (next == null && growing.compareAndSet(0, 1)) {
      next = new Buckets(heads.length() * 2);
    }
  }

  /**
   * Moves a few buckets if a move is under way.
   *
   * @return whether every bucket of this table has moved
   */
  boolean moveSome() {
    Buckets target = next;
    if (target == null) {
      return false;
    }
    int length = heads.length();
    if (claimed.get() < length) {
      int from = claimed.getAndAdd(MOVED_PER_WRITE);
      int to = Math.min(from + MOVED_PER_WRITE, length);
      for (int i = from; i < to; i++) {
        move(i, target);
      }
      if (from < to) {
        moved.addAndGet(to - from);
      }
    }
    return moved.get() == length;
  }

  private void move(int bucket, Buckets target) {
    while (true) {
      Cell head = heads.get(bucket);
      Cell low = null;
      Cell high = null;
      for (Cell cell = head; cell != null; cell = cell.next) {
        if ((cell.key.hash & heads.length()) == 0) {
          low = new Cell(cell.key, cell.value, low);
        } else {
          high = new Cell(cell.key, cell.value, high);
        }
      }
      target.heads.set(bucket, low);
      target.heads.set(bucket + heads.length(), high);
      if (heads.compareAndSet(bucket, head, Cell.MOVED)) {
        return;
      }
    }
  }
}
