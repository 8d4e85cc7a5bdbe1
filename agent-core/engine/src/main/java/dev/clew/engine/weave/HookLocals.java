package dev.clew.engine.weave;

import dev.clew.engine.index.Binding;
import dev.clew.engine.index.Hook;
import dev.clew.engine.index.Site;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Local variables that one hook adds to a method, after those the method has. The persistent ones
 * (copies for the exit, the entered value) are set before the body runs and are part of every
 * frame; the others live within one piece of woven code.
 */
final class HookLocals {

  /** First local of ours: what the method used before. */
  final int base;

  /** Copy of {@code this} for the exit, or -1. */
  final int self;

  /** Copy of each argument for the exit, or -1. */
  final int[] arguments;

  /** What the enter returned, or -1. */
  final int entered;

  /** The array that a rewriting enter returned, or -1. */
  final int rewritten;

  /** The returned value while the exit runs. */
  final int returned;

  /** The throwable while the exit runs. */
  final int thrown;

  /** What the exit returned. */
  final int result;

  /** First local after ours. */
  final int end;

  /** Verifier types of the persistent locals, in order. */
  final List<Object> persistent = new ArrayList<Object>(4);

  private int next;

  HookLocals(WovenMethod method, Hook hook, int base) {
    this.base = base;
    this.next = base;
    Site exit = hook.exit;
    boolean copySelf = exit != null && !method.isStatic && !method.constructor && usesSelf(exit);
    this.self = copySelf ? keep(method.owner, 1) : -1;
    this.arguments = new int[method.arguments.length];
    for (int i = 0; i < arguments.length; i++) {
      Type type = method.arguments[i];
      arguments[i] =
          exit != null && usesArgument(exit, i)
              ? keep(WovenMethod.verifierType(type), type.getSize())
              : -1;
    }
    Type enteredType = enteredType(hook);
    this.entered =
        enteredType == null
            ? -1
            : keep(WovenMethod.verifierType(enteredType), enteredType.getSize());
    this.rewritten = hook.rewrites.isEmpty() ? -1 : take(1);
    this.returned = take(method.returns.getSize());
    this.thrown = take(1);
    this.result = take(1);
    this.end = next;
  }

  /** The type of what the enter hands to the exit, or null when it hands over nothing. */
  static @Nullable Type enteredType(Hook hook) {
    if (hook.enter == null || hook.exit == null) {
      return null;
    }
    Type type = Type.getReturnType(hook.enter.descriptor);
    return type.getSort() == Type.VOID ? null : type;
  }

  /**
   * Returns the locals of a frame with the persistent ones added.
   *
   * @param local of the method, as in an expanded frame; null for none of them
   */
  Object[] frame(Object @Nullable [] local, int numLocal) {
    int size = 0;
    for (int i = 0; local != null && i < numLocal; i++) {
      size += Opcodes.LONG.equals(local[i]) || Opcodes.DOUBLE.equals(local[i]) ? 2 : 1;
    }
    int gap = base - size;
    Object[] all = new Object[numLocal + gap + persistent.size()];
    Arrays.fill(all, Opcodes.TOP);
    if (local != null) {
      System.arraycopy(local, 0, all, 0, numLocal);
    }
    for (int i = 0; i < persistent.size(); i++) {
      all[numLocal + gap + i] = persistent.get(i);
    }
    return all;
  }

  private int keep(Object verifierType, int size) {
    persistent.add(verifierType);
    return take(size);
  }

  private int take(int size) {
    int local = next;
    next += size;
    return local;
  }

  private static boolean usesSelf(Site site) {
    for (Binding binding : site.bindings) {
      if (binding.kind == Binding.SELF || binding.kind == Binding.FIELD) {
        return true;
      }
    }
    return false;
  }

  private static boolean usesArgument(Site site, int index) {
    for (Binding binding : site.bindings) {
      if (binding.kind == Binding.ALL_ARGS
          || (binding.kind == Binding.ARG && binding.index == index)) {
        return true;
      }
    }
    return false;
  }
}
