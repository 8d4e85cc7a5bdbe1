package dev.clew.engine.slot;

import org.jspecify.annotations.Nullable;

/**
 * Several contexts of one task, first in first out; immutable. Two lists, the second one newest
 * first, so that adding and taking cost a constant time on average.
 */
final class ContextQueue {

  final int size;
  private final @Nullable Link oldestFirst;
  private final @Nullable Link newestFirst;

  private ContextQueue(int size, @Nullable Link oldestFirst, @Nullable Link newestFirst) {
    this.size = size;
    this.oldestFirst = oldestFirst;
    this.newestFirst = newestFirst;
  }

  static ContextQueue of(Object older, Object newer) {
    return new ContextQueue(2, new Link(older, null), new Link(newer, null));
  }

  ContextQueue plus(Object newest) {
    return new ContextQueue(size + 1, oldestFirst, new Link(newest, newestFirst));
  }

  Object oldest() {
    return first(oldestFirst != null ? oldestFirst : reversed(newestFirst));
  }

  Object newest() {
    return first(newestFirst != null ? newestFirst : reversed(oldestFirst));
  }

  /** What is left without the oldest: a queue, or the only context itself. */
  Object withoutOldest() {
    Link from = oldestFirst != null ? oldestFirst : reversed(newestFirst);
    Link back = oldestFirst != null ? newestFirst : null;
    return rest(from == null ? null : from.next, back);
  }

  /** What is left without the newest: a queue, or the only context itself. */
  Object withoutNewest() {
    Link from = newestFirst != null ? newestFirst : reversed(oldestFirst);
    Link front = newestFirst != null ? oldestFirst : null;
    return rest(front, from == null ? null : from.next);
  }

  private Object rest(@Nullable Link front, @Nullable Link back) {
    if (size == 2) {
      return first(front != null ? front : back);
    }
    return new ContextQueue(size - 1, front, back);
  }

  private static Object first(@Nullable Link link) {
    if (link == null) {
      throw new IllegalStateException("a queue of contexts is never empty");
    }
    return link.context;
  }

  private static @Nullable Link reversed(@Nullable Link links) {
    Link result = null;
    for (Link link = links; link != null; link = link.next) {
      result = new Link(link.context, result);
    }
    return result;
  }

  private static final class Link {
    final Object context;
    final @Nullable Link next;

    Link(Object context, @Nullable Link next) {
      this.context = context;
      this.next = next;
    }
  }
}
