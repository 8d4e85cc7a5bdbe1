package dev.clew.engine.weave;

import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Emits boxing and unboxing. */
final class Boxes {

  private Boxes() {}

  /** Boxes the primitive on the stack; a reference stays as it is. */
  static void box(MethodVisitor code, Type type) {
    if (WovenMethod.isReference(type)) {
      return;
    }
    String box = name(type);
    code.visitMethodInsn(
        Opcodes.INVOKESTATIC, box, "valueOf", "(" + type.getDescriptor() + ")L" + box + ";", false);
  }

  /** Casts the {@code Object} on the stack to a reference type, or to the box and unboxes it. */
  static void castTo(MethodVisitor code, Type type) {
    if (WovenMethod.isReference(type)) {
      if (!"java/lang/Object".equals(type.getInternalName())) {
        code.visitTypeInsn(Opcodes.CHECKCAST, type.getInternalName());
      }
      return;
    }
    String box = name(type);
    code.visitTypeInsn(Opcodes.CHECKCAST, box);
    code.visitMethodInsn(
        Opcodes.INVOKEVIRTUAL, box, type.getClassName() + "Value", "()" + type, false);
  }

  /** Pushes null or zero. */
  static void zero(MethodVisitor code, Type type) {
    switch (type.getSort()) {
      case Type.LONG:
        code.visitInsn(Opcodes.LCONST_0);
        break;
      case Type.DOUBLE:
        code.visitInsn(Opcodes.DCONST_0);
        break;
      case Type.FLOAT:
        code.visitInsn(Opcodes.FCONST_0);
        break;
      case Type.ARRAY:
      case Type.OBJECT:
        code.visitInsn(Opcodes.ACONST_NULL);
        break;
      default:
        code.visitInsn(Opcodes.ICONST_0);
    }
  }

  /** Pushes a number with the shortest instruction. */
  static void number(MethodVisitor code, int value) {
    if (value >= -1 && value <= 5) {
      code.visitInsn(Opcodes.ICONST_0 + value);
    } else if (value == (byte) value) {
      code.visitIntInsn(Opcodes.BIPUSH, value);
    } else if (value == (short) value) {
      code.visitIntInsn(Opcodes.SIPUSH, value);
    } else {
      code.visitLdcInsn(Integer.valueOf(value));
    }
  }

  private static String name(Type type) {
    switch (type.getSort()) {
      case Type.BOOLEAN:
        return "java/lang/Boolean";
      case Type.BYTE:
        return "java/lang/Byte";
      case Type.CHAR:
        return "java/lang/Character";
      case Type.SHORT:
        return "java/lang/Short";
      case Type.INT:
        return "java/lang/Integer";
      case Type.LONG:
        return "java/lang/Long";
      case Type.FLOAT:
        return "java/lang/Float";
      default:
        return "java/lang/Double";
    }
  }
}
