package dev.clew.engine.link;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/** Handles that do nothing: they drop their arguments and return null or zero. */
final class Noop {

  private Noop() {}

  static MethodHandle of(MethodType type) {
    MethodHandle nothing =
        MethodHandles.explicitCastArguments(
            MethodHandles.constant(Object.class, null), MethodType.methodType(type.returnType()));
    return MethodHandles.dropArguments(nothing, 0, type.parameterList());
  }
}
