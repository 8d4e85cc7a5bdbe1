package dev.clew.exporter;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * A bounded ring for many producers and one consumer. Offering is lock-free and never waits: a full
 * ring refuses.
 *
 * <p>Invariants: {@code head <= tail <= head + capacity}; a producer owns slot {@code tail} from
 * the moment its compare-and-set moved the tail; the consumer clears a slot before it moves the
 * head, so a claimed slot is always empty.
 */
final class SpanQueue<T> {

  private final int capacity;
  private final int mask;
  private final AtomicReferenceArray<@Nullable T> slots;

  /** Next position to fill; producers only. */
  private final AtomicLong tail = new AtomicLong();

  /** Next position to take; the consumer only. */
  private final AtomicLong head = new AtomicLong();

  /**
   * @param capacity most elements held at once, in [1, 2^20]
   */
  SpanQueue(int capacity) {
    this.capacity = capacity;
    int ring = 1;
    while (ring < capacity) {
      ring <<= 1;
    }
    this.mask = ring - 1;
    this.slots = new AtomicReferenceArray<>(ring);
  }

  /** Adds {@code element}, from any thread; false when full. */
  boolean offer(T element) {
    while (true) {
      long position = tail.get();
      if (position - head.get() >= capacity) {
        return false;
      }
      if (tail.compareAndSet(position, position + 1)) {
        slots.lazySet((int) position & mask, element);
        return true;
      }
    }
  }

  /**
   * Takes the oldest element, on the consumer's thread. Null when empty, and also while the
   * producer that claimed the oldest slot has not stored into it yet.
   */
  @Nullable T poll() {
    long position = head.get();
    int slot = (int) position & mask;
    T element = slots.get(slot);
    if (element == null) {
      return null;
    }
    slots.lazySet(slot, null);
    head.lazySet(position + 1);
    return element;
  }

  /** Elements claimed and not yet taken; exact only when nobody offers. */
  int size() {
    // head first: read the other way round, elements taken in between could make the size negative.
    long taken = head.get();
    return (int) (tail.get() - taken);
  }

  /** The position after the newest element. */
  long tail() {
    return tail.get();
  }

  /** The position of the oldest element. */
  long head() {
    return head.get();
  }
}
