package dev.clew.engine.weave;

import dev.clew.engine.index.Hook;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** First reading of a class: which methods the hooks want, and what weaving them needs to know. */
final class ClassScan extends ClassVisitor {

  /** Declared fields by name: access and descriptor. */
  final Map<String, DeclaredField> fields = new HashMap<String, DeclaredField>();

  /** By name + descriptor. */
  private final Map<String, WovenMethod> methods = new HashMap<String, WovenMethod>();

  private final List<Hook> hooks;
  private String owner = "";

  ClassScan(List<Hook> hooks) {
    super(Opcodes.ASM9);
    this.hooks = hooks;
  }

  /** A field of the class itself. */
  static final class DeclaredField {
    final boolean isStatic;
    final Type type;

    DeclaredField(boolean isStatic, Type type) {
      this.isStatic = isStatic;
      this.type = type;
    }
  }

  /** The methods to weave by name + descriptor, without bridges of methods that are woven too. */
  Map<String, WovenMethod> matched() {
    Map<String, WovenMethod> result = new HashMap<String, WovenMethod>();
    for (Map.Entry<String, WovenMethod> entry : methods.entrySet()) {
      WovenMethod method = entry.getValue();
      if ((method.access & Opcodes.ACC_BRIDGE) != 0) {
        removeCovered(method);
      }
      if (!method.hooks.isEmpty()) {
        result.put(entry.getKey(), method);
      }
    }
    return result;
  }

  @Override
  public void visit(
      int version,
      int access,
      String name,
      @Nullable String signature,
      @Nullable String superName,
      String @Nullable [] interfaces) {
    owner = name;
  }

  @Override
  public @Nullable FieldVisitor visitField(
      int access,
      String name,
      String descriptor,
      @Nullable String signature,
      @Nullable Object value) {
    fields.put(
        name, new DeclaredField((access & Opcodes.ACC_STATIC) != 0, Type.getType(descriptor)));
    return null;
  }

  @Override
  public @Nullable MethodVisitor visitMethod(
      int access,
      String name,
      String descriptor,
      @Nullable String signature,
      String @Nullable [] exceptions) {
    if ((access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE)) != 0) {
      return null;
    }
    Type[] arguments = Type.getArgumentTypes(descriptor);
    Type returns = Type.getReturnType(descriptor);
    WovenMethod method = null;
    for (Hook hook : hooks) {
      if (Patterns.matches(hook.method, name, arguments, returns)) {
        if (method == null) {
          method = new WovenMethod(owner, access, name, descriptor);
        }
        method.hooks.add(hook);
      }
    }
    if (method == null) {
      return null;
    }
    methods.put(name + descriptor, method);
    return new MethodScan(method);
  }

  /** A bridge calls the method it stands for: hooking both would count every call twice. */
  private void removeCovered(WovenMethod bridge) {
    for (int i = bridge.hooks.size() - 1; i >= 0; i--) {
      Hook hook = bridge.hooks.get(i);
      for (WovenMethod other : methods.values()) {
        if ((other.access & Opcodes.ACC_BRIDGE) == 0
            && other.name.equals(bridge.name)
            && other.arguments.length == bridge.arguments.length
            && other.hooks.contains(hook)) {
          bridge.hooks.remove(i);
          break;
        }
      }
    }
  }

  /** Reads annotations, the number of locals and what a constructor does to local 0. */
  private static final class MethodScan extends MethodVisitor {

    private final WovenMethod method;
    private final List<String> annotations = new ArrayList<String>();

    MethodScan(WovenMethod method) {
      super(Opcodes.ASM9);
      this.method = method;
    }

    @Override
    public @Nullable AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
      annotations.add(descriptor);
      return null;
    }

    @Override
    public void visitVarInsn(int opcode, int variable) {
      if (variable == 0 && opcode >= Opcodes.ISTORE && opcode <= Opcodes.ASTORE) {
        method.selfLost = true;
      }
    }

    @Override
    public void visitFrame(
        int type,
        int numLocal,
        Object @Nullable [] local,
        int numStack,
        Object @Nullable [] stack) {
      Object first = numLocal == 0 || local == null ? Opcodes.TOP : local[0];
      if (!Opcodes.UNINITIALIZED_THIS.equals(first) && !method.owner.equals(first)) {
        method.selfLost = true;
      }
    }

    @Override
    public void visitMaxs(int maxStack, int maxLocals) {
      method.maxLocals = maxLocals;
    }

    @Override
    public void visitEnd() {
      for (int i = method.hooks.size() - 1; i >= 0; i--) {
        if (!Patterns.annotated(method.hooks.get(i).method, annotations)) {
          method.hooks.remove(i);
        }
      }
    }
  }
}
