package dev.clew.build.plugin;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;

/**
 * One parameter of a hook method.
 *
 * @param binding a constant of {@code Binding}, {@link #ORIGIN} or {@link #UNBOUND}
 * @param index position for {@code @Arg}, else 0
 * @param field name for {@code @Field}, else null
 * @param annotations how many binding annotations it has
 */
record HookParameter(Type type, int binding, int index, @Nullable String field, int annotations) {

  static final int ORIGIN = -1;
  static final int UNBOUND = -2;

  /** The type at the call site: {@code Object} for every reference. */
  Type siteType() {
    return general(type);
  }

  static Type general(Type type) {
    return type.getSort() < Type.ARRAY ? type : Type.getObjectType("java/lang/Object");
  }
}
