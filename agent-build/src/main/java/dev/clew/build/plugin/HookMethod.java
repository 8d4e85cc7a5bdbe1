package dev.clew.build.plugin;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;

/**
 * A method with {@code @Enter} or {@code @Exit}.
 *
 * @param enters names of the enter methods an exit belongs to
 * @param rewrites positions of {@code @Rewrites}, or null without it
 * @param line first line of its body, 0 when unknown
 */
record HookMethod(
    String owner,
    int access,
    String name,
    String descriptor,
    boolean isEnter,
    Place place,
    List<String> enters,
    List<HookParameter> parameters,
    @Nullable List<Integer> rewrites,
    boolean rewritesReturn,
    int line) {

  Type returnType() {
    return Type.getReturnType(descriptor);
  }

  boolean returnsValue() {
    return returnType().getSort() != Type.VOID;
  }

  boolean hasOrigin() {
    return parameters.stream().anyMatch(p -> p.binding() == HookParameter.ORIGIN);
  }
}
