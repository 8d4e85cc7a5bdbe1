package dev.clew.engine.match;

import dev.clew.engine.index.HookIndex;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds hooks by annotations of a class's own methods. Only for plugins that declared the scan and
 * are active, only in loaders that see the annotation's type; a class whose constants do not
 * mention the annotation is not read further.
 */
final class AnnotationScan {

  private static final int[] NO_HOOKS = {};
  private static final int SEEN = 1;
  private static final int NOT_SEEN = 2;

  private final HookIndex index;
  private final Plugins plugins;
  private final List<String> descriptors;

  AnnotationScan(HookIndex index, Plugins plugins) {
    this.index = index;
    this.plugins = plugins;
    descriptors = index.annotations();
  }

  /** Whether classes of this loader are scanned for anything. */
  boolean needed(LoaderState state) {
    if (state.jdk) {
      return false; // libraries' annotations are not seen from there
    }
    for (int i = 0; i < descriptors.size(); i++) {
      if (state.annotations.get(i) != NOT_SEEN && active(i)) {
        return true;
      }
    }
    return false;
  }

  /** Hooks for a class whose head is parsed from the whole file. */
  int[] of(@Nullable ClassLoader loader, LoaderState state, ClassHeader header) {
    HookList list = new HookList();
    for (int i = 0; i < descriptors.size(); i++) {
      String descriptor = descriptors.get(i);
      if (state.annotations.get(i) != NOT_SEEN
          && active(i)
          && header.mentions(descriptor)
          && onMethod(header, descriptor)
          && sees(loader, state, i, descriptor)) {
        list.addAll(index.hooksOfAnnotation(i));
      }
    }
    return list.isEmpty() ? NO_HOOKS : list.sorted();
  }

  /** Hooks for a class that is loaded: its class file is read again. */
  int[] ofLoaded(@Nullable ClassLoader loader, LoaderState state, String name) {
    ClassHeader header = new ClassHeader();
    return Resources.read(loader, name, header, true) ? of(loader, state, header) : NO_HOOKS;
  }

  private boolean active(int annotation) {
    for (int hook : index.hooksOfAnnotation(annotation)) {
      if (plugins.active(index.pluginOf(hook))) {
        return true;
      }
    }
    return false;
  }

  private static boolean onMethod(ClassHeader header, String descriptor) {
    Members members = new Members(header);
    while (members.next()) {
      if (members.isMethod() && members.hasAnnotation(descriptor)) {
        return true;
      }
    }
    return false;
  }

  private static boolean sees(
      @Nullable ClassLoader loader, LoaderState state, int annotation, String descriptor) {
    int known = state.annotations.get(annotation);
    if (known == 0) {
      String type = descriptor.substring(1, descriptor.length() - 1);
      known = Resources.has(loader, type) ? SEEN : NOT_SEEN;
      state.annotations.set(annotation, known);
    }
    return known == SEEN;
  }
}
