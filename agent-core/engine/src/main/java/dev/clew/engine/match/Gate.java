package dev.clew.engine.match;

import dev.clew.engine.index.HookIndex;
import java.lang.instrument.ClassFileTransformer;
import java.security.AccessController;
import java.security.PrivilegedAction;
import java.security.ProtectionDomain;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/**
 * The one transformer. It sees every class the JVM loads and asks, cheapest first:
 *
 * <ol>
 *   <li>Is the loader the agent's, another agent's, or one for reflection stubs?
 *   <li>Is the name wanted exactly? If not, does a prefix rule ignore it?
 *   <li>Which markers are among its super types? Remembered per loader and name; the memory of an
 *       empty answer is the filter of names that never match.
 *   <li>Only if an active plugin scans for annotations: do its methods carry one?
 *   <li>Are the plugins of these hooks active?
 * </ol>
 *
 * What is left goes to {@link MatchedClasses}. Never returns bytes for a class that nobody wants,
 * never throws, holds no lock while a loader is called.
 */
public final class Gate implements ClassFileTransformer {

  private static final int[] NO_HOOKS = {};
  private static final boolean[] ALL = {};

  private final HookIndex index;
  private final Plugins plugins;
  private final Loaders loaders;
  private final MatchedClasses matched;
  private final Guard guard = new Guard();
  private final Hierarchy hierarchy;
  private final AnnotationScan annotations;
  private final AtomicLong seen = new AtomicLong();
  private final AtomicLong nanos = new AtomicLong();
  private volatile boolean closed;

  public Gate(HookIndex index, Plugins plugins, Loaders loaders, MatchedClasses matched) {
    this.index = index;
    this.plugins = plugins;
    this.loaders = loaders;
    this.matched = matched;
    hierarchy = new Hierarchy(index, loaders, new Unseen());
    annotations = new AnnotationScan(index, plugins);
    preload();
  }

  /**
   * Loads what a transformation uses, while no transformation can run. Later a class of the JDK
   * could be on its way in one thread, whose transformation needs a class of ours, which another
   * thread loads with the help of that class of the JDK: neither would go on.
   */
  @SuppressWarnings("UnusedVariable") // naming the classes loads them
  private void preload() {
    Class<?>[] scanning =
        index.annotations().isEmpty()
            ? new Class<?>[0]
            : new Class<?>[] {Members.class, Annotations.class};
    Class<?>[] needed = {
      ClassHeader.class,
      ModifiedUtf8.class,
      HookList.class,
      Memo.class,
      LoaderState.class,
      Resources.class,
      Hierarchy.Walk.class,
      AtomicLongArray.class,
      PrivilegedAction.class,
    };
  }

  @Override
  public byte @Nullable [] transform(
      @Nullable ClassLoader loader,
      @Nullable String name,
      @Nullable Class<?> redefined,
      @Nullable ProtectionDomain domain,
      byte @Nullable [] classFile) {
    if (name == null || classFile == null || closed) {
      return null;
    }
    if (loaders.isAgent(loader)) {
      return null; // first: everything below may load classes of the agent
    }
    long start = System.nanoTime();
    try {
      if (System.getSecurityManager() == null) {
        return transformGuarded(loader, name, redefined, domain, classFile);
      }
      return AccessController.doPrivileged(
          new PrivilegedAction<byte @Nullable []>() {
            @Override
            public byte @Nullable [] run() {
              return transformGuarded(loader, name, redefined, domain, classFile);
            }
          });
    } catch (Throwable e) {
      // Also a stack overflow or lack of memory: the JVM would drop it, and we must count it.
      failed(name, e);
      return null;
    } finally {
      nanos.addAndGet(System.nanoTime() - start);
    }
  }

  /** From now on no class is wanted. */
  public void close() {
    closed = true;
  }

  /** Whether this thread is inside a transformation of ours. */
  public boolean inside() {
    return guard.inside();
  }

  /** Classes looked at. */
  public long seen() {
    return seen.get();
  }

  /** Time spent in here, weaving included, on all threads. */
  public long nanos() {
    return nanos.get();
  }

  /**
   * Whether a class that is loaded has hooks, by names and super types, or annotations.
   *
   * @param among the plugins that count, by number; empty for all active ones
   */
  public boolean wants(Class<?> type, boolean[] among) {
    if (type.isArray() || type.isPrimitive()) {
      return false;
    }
    ClassLoader loader = type.getClassLoader();
    String name = type.getName().replace('.', '/');
    int[] exact = index.hooksOf(name);
    if (exact == null && index.ignored(name) || loaders.ignored(loader)) {
      return false;
    }
    if (!guard.enter()) {
      return false;
    }
    try {
      int[] bySuper = hierarchy.hooksOf(hierarchy.of(type));
      if (plugins.active(merge(exact, bySuper, NO_HOOKS), among).length > 0) {
        return true;
      }
      LoaderState state = loaders.of(loader);
      return annotations.needed(state)
          && plugins.active(annotations.ofLoaded(loader, state, name), among).length > 0;
    } catch (Throwable e) {
      failed(name, e);
      return false;
    } finally {
      guard.exit();
    }
  }

  private byte @Nullable [] transformGuarded(
      @Nullable ClassLoader loader,
      String name,
      @Nullable Class<?> redefined,
      @Nullable ProtectionDomain domain,
      byte[] classFile) {
    seen.incrementAndGet();
    int[] exact = index.hooksOf(name);
    if (exact == null && index.ignored(name) || loaders.ignored(loader)) {
      return null;
    }
    if (!guard.enter()) {
      nested(loader, name, exact);
      return null;
    }
    try {
      return match(loader, name, redefined, domain, classFile, exact);
    } finally {
      guard.exit();
    }
  }

  private byte @Nullable [] match(
      @Nullable ClassLoader loader,
      String name,
      @Nullable Class<?> redefined,
      @Nullable ProtectionDomain domain,
      byte[] classFile,
      int @Nullable [] exact) {
    LoaderState state = loaders.of(loader);
    int set = redefined != null ? hierarchy.of(redefined) : hierarchy.remembered(state, name);
    int[] annotated = NO_HOOKS;
    boolean scan = annotations.needed(state);
    if (set == Memo.ABSENT || scan) {
      ClassHeader header = hierarchy.borrow();
      try {
        if (header.parse(classFile, classFile.length) != ClassHeader.OK) {
          return null; // the JVM will say what is wrong with it
        }
        annotated = scan ? annotations.of(loader, state, header) : NO_HOOKS;
        set = set != Memo.ABSENT ? set : hierarchy.of(loader, state, name, header);
      } finally {
        hierarchy.giveBack(header);
      }
    }
    int[] hooks = plugins.active(merge(exact, hierarchy.hooksOf(set), annotated), ALL);
    return hooks.length == 0
        ? null
        : matched.matched(loader, state, name, redefined, domain, classFile, hooks);
  }

  /** Reports a class loaded by our own look-ups, unless it is certain that nobody wants it. */
  private void nested(@Nullable ClassLoader loader, String name, int @Nullable [] exact) {
    int set = hierarchy.remembered(loaders.of(loader), name);
    if (exact != null || set == Memo.ABSENT || hierarchy.hooksOf(set).length > 0) {
      matched.missed(loader, name);
    }
  }

  private void failed(String name, Throwable error) {
    try {
      matched.failed(name, error);
    } catch (Throwable e) {
      // no stack or memory left even to count: the class loads as it is
    }
  }

  private static int[] merge(int @Nullable [] exact, int[] bySuper, int[] annotated) {
    if (exact == null && annotated.length == 0) {
      return bySuper;
    }
    HookList list = new HookList();
    if (exact != null) {
      list.addAll(exact);
    }
    list.addAll(bySuper);
    list.addAll(annotated);
    return list.sorted();
  }

  /** The JVM shows no transformer what is loaded inside a transformation. */
  private final class Unseen implements Hierarchy.Unseen {
    @Override
    public void loaded(Class<?> type, String name, int set) {
      int[] exact = index.hooksOf(name);
      if (exact == null && index.ignored(name)) {
        return;
      }
      int[] hooks = merge(exact, hierarchy.hooksOf(set), NO_HOOKS);
      if (plugins.active(hooks, ALL).length > 0) {
        matched.missed(type.getClassLoader(), name);
      }
    }
  }
}
