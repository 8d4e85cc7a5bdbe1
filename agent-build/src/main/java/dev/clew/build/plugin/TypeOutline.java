package dev.clew.build.plugin;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** A class of the library or the JDK: names, super types, members. */
record TypeOutline(
    String name,
    int access,
    @Nullable String superName,
    List<String> interfaces,
    List<Member> fields,
    List<Member> methods) {

  boolean isInterface() {
    return (access & Opcodes.ACC_INTERFACE) != 0;
  }

  /** A field or method. */
  record Member(String owner, int access, String name, String descriptor) {

    boolean isStatic() {
      return (access & Opcodes.ACC_STATIC) != 0;
    }

    boolean hasBody() {
      return (access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE)) == 0;
    }

    Type[] arguments() {
      return Type.getArgumentTypes(descriptor);
    }

    Type returns() {
      return Type.getReturnType(descriptor);
    }

    /** For people: {@code execute(java.lang.String, int)}. */
    @Override
    public String toString() {
      StringBuilder text = new StringBuilder(name).append('(');
      for (Type argument : arguments()) {
        text.append(text.charAt(text.length() - 1) == '(' ? "" : ", ");
        text.append(argument.getClassName());
      }
      return text.append(')').toString();
    }
  }

  static TypeOutline parse(byte[] classFile) {
    Reader reader = new Reader();
    new ClassReader(classFile)
        .accept(reader, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    return new TypeOutline(
        reader.name,
        reader.access,
        reader.superName,
        reader.interfaces,
        reader.fields,
        reader.methods);
  }

  private static final class Reader extends ClassVisitor {
    private final List<Member> fields = new ArrayList<>();
    private final List<Member> methods = new ArrayList<>();
    private String name = "";
    private int access;
    private @Nullable String superName;
    private List<String> interfaces = List.of();

    Reader() {
      super(Opcodes.ASM9);
    }

    @Override
    public void visit(
        int version,
        int classAccess,
        String className,
        @Nullable String signature,
        @Nullable String superClass,
        String @Nullable [] superInterfaces) {
      name = className;
      access = classAccess;
      superName = superClass;
      interfaces = superInterfaces == null ? List.of() : List.of(superInterfaces);
    }

    @Override
    public @Nullable FieldVisitor visitField(
        int fieldAccess,
        String field,
        String descriptor,
        @Nullable String signature,
        @Nullable Object value) {
      fields.add(new Member(name, fieldAccess, field, descriptor));
      return null;
    }

    @Override
    public @Nullable MethodVisitor visitMethod(
        int methodAccess,
        String method,
        String descriptor,
        @Nullable String signature,
        String @Nullable [] exceptions) {
      methods.add(new Member(name, methodAccess, method, descriptor));
      return null;
    }
  }
}
