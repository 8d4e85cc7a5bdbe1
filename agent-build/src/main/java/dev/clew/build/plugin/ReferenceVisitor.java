package dev.clew.build.plugin;

import dev.clew.engine.index.Reference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Reports every type and member that the code of a class names. */
final class ReferenceVisitor extends ClassVisitor {

  private final Consumer<Reference> sink;
  private String sourceFile = "";
  private int line;

  ReferenceVisitor(Consumer<Reference> sink) {
    super(Opcodes.ASM9);
    this.sink = sink;
  }

  private @Nullable String pendingSuper;
  private String[] pendingInterfaces = {};

  @Override
  public void visit(
      int version,
      int access,
      String name,
      @Nullable String signature,
      @Nullable String superName,
      String @Nullable [] interfaces) {
    pendingSuper = superName;
    pendingInterfaces = interfaces == null ? new String[0] : interfaces;
  }

  @Override
  public void visitSource(@Nullable String source, @Nullable String debug) {
    sourceFile = source == null ? "" : source;
  }

  @Override
  public void visitEnd() {
    line = 0;
    if (pendingSuper != null) {
      type(pendingSuper, 0);
    }
    for (String name : pendingInterfaces) {
      type(name, Reference.INTERFACE);
    }
  }

  @Override
  public MethodVisitor visitMethod(
      int access,
      String name,
      String descriptor,
      @Nullable String signature,
      String @Nullable [] exceptions) {
    line = 0;
    return new Code();
  }

  private String usedAt() {
    return line == 0 ? sourceFile : sourceFile + ":" + line;
  }

  private void type(String internalNameOrArray, int flags) {
    Type type = Type.getObjectType(internalNameOrArray);
    Type element = type.getSort() == Type.ARRAY ? type.getElementType() : type;
    if (element.getSort() == Type.OBJECT) {
      sink.accept(
          new Reference(Reference.TYPE, element.getInternalName(), null, null, flags, usedAt()));
    }
  }

  private void member(int kind, String owner, String name, String descriptor, int flags) {
    if (owner.startsWith("[")) {
      type(owner, 0); // array.clone()
    } else {
      sink.accept(new Reference(kind, owner, name, descriptor, flags, usedAt()));
    }
  }

  private void constant(@Nullable Object value) {
    if (value instanceof Type type
        && type.getSort() >= Type.ARRAY
        && type.getSort() < Type.METHOD) {
      type(type.getInternalName(), 0);
    } else if (value instanceof Handle handle) {
      handle(handle);
    } else if (value instanceof ConstantDynamic dynamic) {
      handle(dynamic.getBootstrapMethod());
      for (int i = 0; i < dynamic.getBootstrapMethodArgumentCount(); i++) {
        constant(dynamic.getBootstrapMethodArgument(i));
      }
    }
  }

  private void handle(Handle handle) {
    boolean field = handle.getTag() <= Opcodes.H_PUTSTATIC;
    boolean isStatic =
        handle.getTag() == Opcodes.H_INVOKESTATIC
            || handle.getTag() == Opcodes.H_GETSTATIC
            || handle.getTag() == Opcodes.H_PUTSTATIC;
    member(
        field ? Reference.FIELD : Reference.METHOD,
        handle.getOwner(),
        handle.getName(),
        handle.getDesc(),
        (isStatic ? Reference.STATIC : 0) | (handle.isInterface() ? Reference.INTERFACE : 0));
  }

  private final class Code extends MethodVisitor {

    Code() {
      super(Opcodes.ASM9);
    }

    @Override
    public void visitLineNumber(int number, Label start) {
      line = number;
    }

    @Override
    public void visitTypeInsn(int opcode, String type) {
      type(type, 0);
    }

    @Override
    public void visitMultiANewArrayInsn(String descriptor, int dimensions) {
      type(descriptor, 0);
    }

    @Override
    public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
      boolean isStatic = opcode == Opcodes.GETSTATIC || opcode == Opcodes.PUTSTATIC;
      member(Reference.FIELD, owner, name, descriptor, isStatic ? Reference.STATIC : 0);
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String name, String descriptor, boolean isInterface) {
      member(
          Reference.METHOD,
          owner,
          name,
          descriptor,
          (opcode == Opcodes.INVOKESTATIC ? Reference.STATIC : 0)
              | (isInterface ? Reference.INTERFACE : 0));
    }

    @Override
    public void visitLdcInsn(Object value) {
      constant(value);
    }

    @Override
    public void visitInvokeDynamicInsn(
        String name, String descriptor, Handle bootstrap, Object... arguments) {
      handle(bootstrap);
      for (Object argument : arguments) {
        constant(argument);
      }
    }

    @Override
    public void visitTryCatchBlock(Label start, Label end, Label handler, @Nullable String caught) {
      if (caught != null) {
        type(caught, 0);
      }
    }
  }
}
