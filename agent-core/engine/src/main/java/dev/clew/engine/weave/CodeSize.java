package dev.clew.engine.weave;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Measures the code of one method as it is in the class file. */
final class CodeSize extends ClassVisitor {

  /**
   * HotSpot never compiles a method with more bytes of code than this (HugeMethodLimit): growing
   * beyond it would make the method slower by an order of magnitude for ever.
   */
  static final int COMPILED = 8000;

  private final String method;
  private final Label end = new Label();

  private CodeSize(String method) {
    super(Opcodes.ASM9, new ClassWriter(0));
    this.method = method;
  }

  /**
   * Returns the size in bytes.
   *
   * @param method name + descriptor
   */
  static int of(ClassReader reader, String method) {
    CodeSize size = new CodeSize(method);
    reader.accept(size, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    return size.end.getOffset();
  }

  @Override
  public @Nullable MethodVisitor visitMethod(
      int access,
      String name,
      String descriptor,
      @Nullable String signature,
      String @Nullable [] exceptions) {
    if (!method.equals(name + descriptor)) {
      return null;
    }
    MethodVisitor code = super.visitMethod(access, name, descriptor, signature, exceptions);
    return new MethodVisitor(Opcodes.ASM9, code) {
      @Override
      public void visitMaxs(int maxStack, int maxLocals) {
        super.visitLabel(end);
        super.visitMaxs(maxStack, maxLocals);
      }
    };
  }
}
