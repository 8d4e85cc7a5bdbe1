package dev.clew.engine.link;

import dev.clew.engine.index.Hook;
import dev.clew.engine.weave.ForwardSites;
import java.lang.invoke.MethodHandle;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The numbered call sites of class files below version 51. A number maps to a handle weakly; what
 * keeps the handle (and with it the plugin's loader) alive is the woven class itself, through a
 * {@link ClassValue}. Numbers of collected loaders are used again.
 */
final class ForwardTable implements ForwardSites {

  /** Sites at one time; beyond it hooks are left out of old class files. */
  static final int MAX_SITES = 65_536;

  private static final ClassValue<Anchor> ANCHORS =
      new ClassValue<Anchor>() {
        @Override
        protected Anchor computeValue(Class<?> woven) {
          return new Anchor();
        }
      };

  /** Replaced by a larger one when it is full; written under the lock of {@code this}. */
  private volatile AtomicReferenceArray<@Nullable Entry> entries = new AtomicReferenceArray<>(64);

  /** Guarded by {@code this}. */
  private final Map<String, List<Integer>> numbers = new HashMap<String, List<Integer>>();

  /** Guarded by {@code this}. */
  private int used;

  /** One numbered site. */
  static final class Entry {
    final @Nullable WeakReference<ClassLoader> loader;
    final String className;
    final String origin;
    final Hook hook;
    final int phase;
    private final String key;

    /** The site's {@code (Object[])Object} handle. */
    volatile @Nullable WeakReference<MethodHandle> handle;

    /** Resolved to nothing for good. */
    volatile boolean failed;

    Entry(
        @Nullable ClassLoader loader,
        String className,
        String origin,
        Hook hook,
        int phase,
        String key) {
      this.loader = loader == null ? null : new WeakReference<ClassLoader>(loader);
      this.className = className;
      this.origin = origin;
      this.hook = hook;
      this.phase = phase;
      this.key = key;
    }

    boolean isOf(@Nullable ClassLoader other) {
      return loader == null ? other == null : other != null && loader.get() == other;
    }

    boolean collected() {
      return loader != null && loader.get() == null;
    }

    /** Loads the woven class, which exists: its code is running. */
    Class<?> woven() throws ClassNotFoundException {
      ClassLoader defining = loader == null ? null : loader.get();
      return Class.forName(className.replace('/', '.'), false, defining);
    }
  }

  /** Held by a woven class. */
  private static final class Anchor {
    final List<Object> held = new ArrayList<Object>();

    synchronized void hold(Object value) {
      held.add(value);
    }
  }

  @Override
  public synchronized int number(
      @Nullable ClassLoader loader, String className, String origin, Hook hook, int phase) {
    String key = className + '.' + origin + '#' + hook.id + '#' + phase;
    List<Integer> candidates = numbers.get(key);
    if (candidates != null) {
      for (int candidate : candidates) {
        Entry entry = entries.get(candidate);
        if (entry != null && entry.isOf(loader)) {
          return candidate;
        }
      }
    }
    int number = free();
    if (number >= 0) {
      if (number >= entries.length()) {
        entries = grown();
      }
      entries.set(number, new Entry(loader, className, origin, hook, phase, key));
      remember(key, number);
    }
    return number;
  }

  @Nullable Entry entry(int number) {
    AtomicReferenceArray<@Nullable Entry> current = entries;
    return number >= 0 && number < current.length() ? current.get(number) : null;
  }

  /** Publishes the handle of a site and ties it to the woven class. */
  static void bind(Entry entry, Class<?> woven, ClewCallSite site, MethodHandle handle) {
    Anchor anchor = ANCHORS.get(woven);
    anchor.hold(site);
    anchor.hold(handle);
    entry.handle = new WeakReference<MethodHandle>(handle);
  }

  private void remember(String key, int number) {
    List<Integer> list = numbers.get(key);
    if (list == null) {
      list = new ArrayList<Integer>(1);
      numbers.put(key, list);
    }
    list.add(number);
  }

  private int free() {
    if (used < entries.length()) {
      return used++;
    }
    for (int i = 0; i < used; i++) {
      Entry entry = entries.get(i);
      if (entry == null || entry.collected()) {
        if (entry != null) {
          forget(entry, i);
        }
        return i;
      }
    }
    return used < MAX_SITES ? used++ : -1;
  }

  private void forget(Entry entry, int number) {
    List<Integer> list = numbers.get(entry.key);
    if (list != null) {
      list.remove(Integer.valueOf(number));
      if (list.isEmpty()) {
        numbers.remove(entry.key);
      }
    }
  }

  private AtomicReferenceArray<@Nullable Entry> grown() {
    AtomicReferenceArray<@Nullable Entry> copy = new AtomicReferenceArray<>(entries.length() * 2);
    for (int i = 0; i < used - 1; i++) {
      copy.set(i, entries.get(i));
    }
    return copy;
  }
}
