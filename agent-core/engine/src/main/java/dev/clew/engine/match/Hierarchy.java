package dev.clew.engine.match;

import dev.clew.engine.index.HookIndex;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Finds which markers a class has among its super types and itself. Super types are read as class
 * files through the loader of the class, heads only; types of the JDK are asked of the JVM; results
 * are remembered. A marker is reached only through a type that the loader resolved or that a class
 * file names directly, so markers the loader cannot see never count.
 *
 * <p>Thread-safe; holds no lock while a loader is called.
 */
final class Hierarchy {

  /** Set in a result whose super types were not all found: right as far as it goes, not kept. */
  private static final int INCOMPLETE = 1 << 30;

  private final HookIndex index;
  private final MarkerSets sets;
  private final Loaders loaders;
  private final Unseen unseen;
  private final Memo memo = new Memo();

  /** Hears of classes of the JDK that a walk met and the gate had not seen. */
  interface Unseen {
    /**
     * The class was loaded before the gate, or just now by the walk: the JVM shows it to nobody.
     */
    void loaded(Class<?> type, String name, int set);
  }

  /** One header for the next who needs one: transformations seldom overlap. */
  private final AtomicReference<@Nullable ClassHeader> spare = new AtomicReference<>();

  Hierarchy(HookIndex index, Loaders loaders, Unseen unseen) {
    this.index = index;
    this.loaders = loaders;
    this.unseen = unseen;
    sets = new MarkerSets(index);
  }

  /** Hooks that want sub types with this set of markers. */
  int[] hooksOf(int set) {
    return sets.hooksOf(set);
  }

  /** Set remembered for a class, or {@link Memo#ABSENT}. */
  int remembered(LoaderState loader, String name) {
    return memo.get(hash(loader, name));
  }

  /** Set of a class that is being defined from a class file whose head is parsed. */
  int of(@Nullable ClassLoader loader, LoaderState state, String name, ClassHeader header) {
    return new Walk(loader, state).define(name, header.superName(), header.interfaces())
        & ~INCOMPLETE;
  }

  /** Set of a class that is loaded. */
  int of(Class<?> type) {
    return loaded(type, false) & ~INCOMPLETE;
  }

  ClassHeader borrow() {
    ClassHeader header = spare.getAndSet(null);
    return header != null ? header : new ClassHeader();
  }

  void giveBack(ClassHeader header) {
    header.release();
    spare.set(header);
  }

  /**
   * Set of a loaded class.
   *
   * @param byUs whether the class may have been loaded by the present walk
   */
  private int loaded(Class<?> type, boolean byUs) {
    String name = type.getName().replace('.', '/');
    LoaderState loader = loaders.of(type.getClassLoader());
    long hash = hash(loader, name);
    int known = memo.get(hash);
    if (known != Memo.ABSENT) {
      return known;
    }
    int set = sets.plus(MarkerSets.EMPTY, index.markerOf(name));
    Class<?> superclass = type.getSuperclass();
    if (superclass != null) {
      set = sets.union(set, loaded(superclass, byUs));
    }
    for (Class<?> superInterface : type.getInterfaces()) {
      set = sets.union(set, loaded(superInterface, byUs));
    }
    if (set == MarkerSets.OVERFLOW) {
      return MarkerSets.EMPTY;
    }
    memo.put(hash, set);
    if (byUs) {
      unseen.loaded(type, name, set);
    }
    return set;
  }

  /** Types of {@code java.} are the same for every loader. */
  private static long hash(LoaderState loader, String name) {
    return Memo.hash(name.startsWith("java/") ? 0 : loader.id, name);
  }

  /** One walk up from one class. Each type is read at most once, so cycles end. */
  final class Walk {

    /** More types above one class are taken for hostile. */
    private static final int MAX_TYPES = 512;

    private final @Nullable ClassLoader loader;
    private final LoaderState state;
    private final @Nullable String[] names = new @Nullable String[8];
    private int seen;
    private int left = MAX_TYPES;

    Walk(@Nullable ClassLoader loader, LoaderState state) {
      this.loader = loader;
      this.state = state;
    }

    int define(String name, @Nullable String superName, String[] interfaces) {
      int set = own(name);
      if (superName != null) {
        set = join(set, type(superName));
      }
      for (String interfaceName : interfaces) {
        set = join(set, type(interfaceName));
      }
      return remember(name, set);
    }

    private int type(String name) {
      if (name.equals("java/lang/Object")) {
        return MarkerSets.EMPTY;
      }
      int known = memo.get(hash(state, name));
      if (known != Memo.ABSENT) {
        return known;
      }
      if (left == 0 || visited(name)) {
        return own(name) | INCOMPLETE;
      }
      left--;
      if (state.jdk || name.startsWith("java/")) {
        Class<?> type = ofJdk(name);
        return type == null ? own(name) | INCOMPLETE : loaded(type, true);
      }
      return file(name);
    }

    private int file(String name) {
      String superName;
      String[] interfaces;
      ClassHeader header = borrow();
      try {
        if (!Resources.read(loader, name, header, false) || !name.equals(header.thisName())) {
          int inherited = ofParents(name);
          return inherited == Memo.ABSENT ? own(name) | INCOMPLETE : remember(name, inherited);
        }
        superName = header.superName();
        interfaces = header.interfaces();
      } finally {
        giveBack(header); // before going up: one header serves the whole walk
      }
      return define(name, superName, interfaces);
    }

    /** A class without a class file was generated; one of the parents defined it through us. */
    private int ofParents(String name) {
      ClassLoader parent = loader == null ? null : loader.getParent();
      for (int depth = 0; parent != null && depth < 32; depth++) {
        int known = memo.get(hash(loaders.of(parent), name));
        if (known != Memo.ABSENT) {
          return known;
        }
        parent = parent.getParent();
      }
      return Memo.ABSENT;
    }

    private @Nullable Class<?> ofJdk(String name) {
      try {
        ClassLoader from = state.jdk ? loader : loaders.platform();
        return Class.forName(name.replace('/', '.'), false, from);
      } catch (ClassNotFoundException | LinkageError | RuntimeException e) {
        return null;
      }
    }

    /** Whether the walk has been here; the last few types are enough to end a short cycle. */
    private boolean visited(String name) {
      for (int i = 0; i < names.length; i++) {
        if (name.equals(names[i])) {
          return true;
        }
      }
      names[seen++ & names.length - 1] = name;
      return false;
    }

    private int own(String name) {
      int set = sets.plus(MarkerSets.EMPTY, index.markerOf(name));
      return set == MarkerSets.OVERFLOW ? MarkerSets.EMPTY | INCOMPLETE : set;
    }

    private int join(int set, int more) {
      int flag = (set | more) & INCOMPLETE;
      int union = sets.union(set & ~INCOMPLETE, more & ~INCOMPLETE);
      return union == MarkerSets.OVERFLOW ? set | INCOMPLETE : union | flag;
    }

    private int remember(String name, int set) {
      if ((set & INCOMPLETE) == 0) {
        memo.put(hash(state, name), set);
      }
      return set;
    }
  }
}
