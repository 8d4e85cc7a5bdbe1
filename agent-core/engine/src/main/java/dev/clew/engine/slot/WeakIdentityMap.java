package dev.clew.engine.slot;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A concurrent map from objects, held weakly and compared by identity, to values held strongly.
 *
 * <p>Each bucket is an immutable chain behind one reference; every change builds a new chain and
 * replaces the old one in a single compare-and-set. So every operation is linearizable at that
 * point, reads are plain walks, and nobody ever waits. Keys' own {@code hashCode} and {@code
 * equals} are never called. Growing moves a few buckets per write; a moved bucket says so and sends
 * everyone to the next table.
 *
 * <p>Entries of collected keys are taken out by later writes, a few at a time, and by {@link
 * #size}. A value that refers to its own key keeps its entry until it is removed.
 *
 * <p>{@link System#identityHashCode} is the hash: the JVM keeps it in the object's header, which on
 * JVMs with biased locking (before 15) ends the bias of that object; no other identity is stable
 * while a collector moves objects.
 *
 * @param <K> the keys
 * @param <V> the values
 */
public final class WeakIdentityMap<K, V> {

  private static final int INITIAL_BUCKETS = 16;
  private static final int MAX_BUCKETS = 1 << 17;
  private static final int EXPUNGED_PER_WRITE = 16;

  private final ReferenceQueue<Object> collected = new ReferenceQueue<>();
  private final EntryCount count;
  private final AtomicLong refused = new AtomicLong();
  private volatile Buckets buckets = new Buckets(INITIAL_BUCKETS);

  /**
   * Creates a map.
   *
   * @param maxEntries about how many entries it takes before it refuses new ones; at least 1. The
   *     bound is kept per stripe of the hash space, so a large map may refuse a little earlier
   */
  public WeakIdentityMap(int maxEntries) {
    count = new EntryCount(maxEntries);
  }

  /** Returns the value, or null. Never allocates. */
  public @Nullable V get(K key) {
    int hash = hash(key);
    Cell cell = buckets.read(hash);
    while (cell != null) {
      if (cell.is(key, hash)) {
        return value(cell);
      }
      cell = cell.next;
    }
    return null;
  }

  /**
   * Replaces the value.
   *
   * @return the value before, or null
   */
  public @Nullable V put(K key, V value) {
    return replace(key, value, true);
  }

  /**
   * Sets the value if there is none.
   *
   * @return the value that was there, or null when {@code value} was taken or the map is full
   */
  public @Nullable V putIfAbsent(K key, V value) {
    return replace(key, value, false);
  }

  /** Removes and returns the value; of several callers at once exactly one gets it. */
  public @Nullable V remove(K key) {
    int hash = hash(key);
    while (true) {
      Buckets table = writable(hash);
      Cell head = table.head(hash);
      if (head == Cell.MOVED) {
        continue;
      }
      Cell found = find(head, key, hash);
      if (found == null) {
        return null;
      }
      if (table.replace(hash, head, without(head, found))) {
        count.removed(hash, 1);
        return value(found);
      }
    }
  }

  /**
   * Changes one entry in a single step.
   *
   * @param change called with the present value, perhaps several times; must be pure
   */
  <R> R update(K key, Change<R> change) {
    int hash = hash(key);
    expunge(EXPUNGED_PER_WRITE);
    while (true) {
      Buckets table = writable(hash);
      Cell head = table.head(hash);
      if (head == Cell.MOVED) {
        continue;
      }
      Cell found = find(head, key, hash);
      change.apply(found == null ? null : found.value);
      if (change.added > 0 && !count.reserve(hash, change.added)) {
        refused.incrementAndGet();
        return change.refused();
      }
      Cell next = changed(head, found, key, hash, change.value);
      if (next == head || table.replace(hash, head, next)) {
        if (change.added < 0) {
          count.removed(hash, -change.added);
        }
        return change.result();
      }
      if (change.added > 0) {
        count.removed(hash, change.added);
      }
    }
  }

  /** Entries now, after taking out those whose keys were collected. */
  public int size() {
    expunge(Integer.MAX_VALUE);
    return count.sum();
  }

  /** How many entries were not taken because the map was full. */
  public long refused() {
    return refused.get();
  }

  /** Length of the present table; for tests. */
  int buckets() {
    return buckets.length();
  }

  private @Nullable V replace(K key, V value, boolean overwrite) {
    int hash = hash(key);
    expunge(EXPUNGED_PER_WRITE);
    while (true) {
      Buckets table = writable(hash);
      Cell head = table.head(hash);
      if (head == Cell.MOVED) {
        continue;
      }
      Cell found = find(head, key, hash);
      if (found == null) {
        if (!count.reserve(hash, 1)) {
          refused.incrementAndGet();
          return null;
        }
        if (table.replace(hash, head, new Cell(new Key(key, hash, collected), value, head))) {
          return null;
        }
        count.removed(hash, 1);
      } else if (!overwrite) {
        return value(found);
      } else if (table.replace(hash, head, new Cell(found.key, value, without(head, found)))) {
        return value(found);
      }
    }
  }

  private @Nullable Cell changed(
      @Nullable Cell head, @Nullable Cell found, K key, int hash, @Nullable Object value) {
    if (found == null) {
      return value == null ? head : new Cell(new Key(key, hash, collected), value, head);
    }
    if (value == found.value) {
      return head;
    }
    Cell rest = without(head, found);
    return value == null ? rest : new Cell(found.key, value, rest);
  }

  /** The table to write to, after doing a share of a move that is under way. */
  private Buckets writable(int hash) {
    Buckets table = buckets;
    if (table.length() < MAX_BUCKETS && count.crowded(hash, table.length())) {
      table.grow();
    }
    if (table.moveSome()) {
      // Only the current table is replaced, by the one it moved to; losing a race is harmless.
      Buckets next = table.next();
      if (next != null && buckets == table) {
        buckets = next;
      }
    }
    return table.holder(hash);
  }

  private void expunge(int limit) {
    for (int i = 0; i < limit; i++) {
      Reference<?> reference = collected.poll();
      if (reference == null) {
        return;
      }
      drop((Key) reference);
    }
  }

  private void drop(Key key) {
    while (true) {
      Buckets table = buckets.holder(key.hash);
      Cell head = table.head(key.hash);
      if (head == Cell.MOVED) {
        continue;
      }
      Cell found = head;
      while (found != null && found.key != key) {
        found = found.next;
      }
      if (found == null) {
        return;
      }
      if (table.replace(key.hash, head, without(head, found))) {
        count.removed(key.hash, Change.weight(found.value));
        return;
      }
    }
  }

  private static @Nullable Cell find(@Nullable Cell head, Object key, int hash) {
    Cell cell = head;
    while (cell != null && !cell.is(key, hash)) {
      cell = cell.next;
    }
    return cell;
  }

  /** The chain without one of its cells; the cells before it are copied, the rest is shared. */
  private static @Nullable Cell without(@Nullable Cell head, Cell gone) {
    Cell result = gone.next;
    for (Cell cell = head; cell != null && cell != gone; cell = cell.next) {
      result = new Cell(cell.key, cell.value, result);
    }
    return result;
  }

  private static int hash(Object key) {
    int h = System.identityHashCode(key);
    return h ^ (h >>> 15);
  }

  @SuppressWarnings("unchecked") // only V goes in
  private V value(Cell cell) {
    return (V) cell.value;
  }

  /** A key, held weakly; one per entry for as long as the entry lives. */
  static final class Key extends WeakReference<Object> {
    final int hash;

    Key(Object key, int hash, @Nullable ReferenceQueue<Object> queue) {
      super(key, queue);
      this.hash = hash;
    }
  }

  /** A link of a bucket's chain; immutable. */
  static final class Cell {
    /** Head of a bucket whose chain is in the next table. */
    static final Cell MOVED = new Cell(new Key(new Object(), 0, null), "moved", null);

    final Key key;
    final Object value;
    final @Nullable Cell next;

    Cell(Key key, Object value, @Nullable Cell next) {
      this.key = key;
      this.value = value;
      this.next = next;
    }

    boolean is(Object candidate, int hash) {
      return key.hash == hash && key.get() == candidate;
    }
  }
}
