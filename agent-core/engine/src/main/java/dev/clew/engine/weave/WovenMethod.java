package dev.clew.engine.weave;

import dev.clew.engine.index.Hook;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** What the weaver has to know of one method before it rewrites it. */
final class WovenMethod {

  final String owner;
  final int access;
  final String name;
  final String descriptor;
  final boolean constructor;
  final boolean isStatic;
  final Type[] arguments;
  final Type returns;

  /** Local variable of each argument. */
  final int[] slots;

  /** Hooks to weave, outermost first. */
  final List<Hook> hooks = new ArrayList<Hook>(2);

  /** Locals of the method as it is read; the first free one. */
  int maxLocals;

  /**
   * Whether a constructor does unusual things with local 0, so that no exit can bind {@code this}.
   */
  boolean selfLost;

  WovenMethod(String owner, int access, String name, String descriptor) {
    this.owner = owner;
    this.access = access;
    this.name = name;
    this.descriptor = descriptor;
    this.constructor = "<init>".equals(name);
    this.isStatic = (access & Opcodes.ACC_STATIC) != 0;
    this.arguments = Type.getArgumentTypes(descriptor);
    this.returns = Type.getReturnType(descriptor);
    this.slots = new int[arguments.length];
    int slot = isStatic ? 0 : 1;
    for (int i = 0; i < arguments.length; i++) {
      slots[i] = slot;
      slot += arguments[i].getSize();
    }
  }

  /** Name and descriptor: {@code execute(Ljava/lang/String;)Z}. */
  String origin() {
    return name + descriptor;
  }

  /** The verifier's view of the locals when the method starts. */
  Object[] initialLocals() {
    int first = isStatic ? 0 : 1;
    Object[] locals = new Object[first + arguments.length];
    if (!isStatic) {
      locals[0] = constructor ? Opcodes.UNINITIALIZED_THIS : owner;
    }
    for (int i = 0; i < arguments.length; i++) {
      locals[first + i] = verifierType(arguments[i]);
    }
    return locals;
  }

  static Object verifierType(Type type) {
    switch (type.getSort()) {
      case Type.LONG:
        return Opcodes.LONG;
      case Type.DOUBLE:
        return Opcodes.DOUBLE;
      case Type.FLOAT:
        return Opcodes.FLOAT;
      case Type.ARRAY:
      case Type.OBJECT:
        return type.getInternalName();
      default:
        return Opcodes.INTEGER;
    }
  }

  static boolean isReference(Type type) {
    return type.getSort() == Type.OBJECT || type.getSort() == Type.ARRAY;
  }
}
