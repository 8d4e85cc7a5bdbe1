package dev.clew.build.plugin;

import dev.clew.engine.index.Binding;
import dev.clew.engine.index.Site;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Adds to a plugin class, for each hook method, the static method that call sites link to. It takes
 * {@code Object} and primitives only, casts, calls the hook and ends every throwable in {@code
 * HookErrors}; woven code so needs no handler of its own. Bridges that are there already are
 * replaced.
 */
final class Bridges extends ClassVisitor {

  static final Type OBJECT = Type.getObjectType("java/lang/Object");

  private final Map<HookMethod, Site> hooks;
  private final String plugin;

  private Bridges(ClassVisitor next, Map<HookMethod, Site> hooks, String plugin) {
    super(Opcodes.ASM9, next);
    this.hooks = hooks;
    this.plugin = plugin;
  }

  /** Returns the class file with the bridges of these hooks and no other. */
  static byte[] add(byte[] classFile, Map<HookMethod, Site> hooks, String plugin) {
    ClassReader reader = new ClassReader(classFile);
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    reader.accept(new Bridges(writer, hooks, plugin), 0);
    return writer.toByteArray();
  }

  @Override
  public @Nullable MethodVisitor visitMethod(
      int access,
      String name,
      String descriptor,
      @Nullable String signature,
      String @Nullable [] exceptions) {
    return name.startsWith(Sites.PREFIX)
        ? null
        : super.visitMethod(access, name, descriptor, signature, exceptions);
  }

  @Override
  public void visitEnd() {
    hooks.forEach(this::bridge);
    super.visitEnd();
  }

  private void bridge(HookMethod hook, Site site) {
    String descriptor = Sites.bridgeDescriptor(site);
    int access = Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC | Opcodes.ACC_SYNTHETIC;
    MethodVisitor code = super.visitMethod(access, site.bridge, descriptor, null, null);
    code.visitCode();
    Label start = new Label();
    Label end = new Label();
    Label handler = new Label();
    code.visitTryCatchBlock(start, end, handler, "java/lang/Throwable");
    int gate = enteredSlot(hook, site);
    if (gate >= 0) {
      Label go = new Label();
      code.visitVarInsn(Opcodes.ALOAD, gate);
      code.visitJumpInsn(Opcodes.IFNONNULL, go);
      returnNothing(code, hook);
      code.visitLabel(go);
      code.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
    }
    code.visitLabel(start);
    if (hook.line() > 0) {
      code.visitLineNumber(hook.line(), start);
    }
    call(code, hook, site);
    code.visitLabel(end);
    code.visitInsn(hook.returnsValue() ? Opcodes.ARETURN : Opcodes.RETURN);
    code.visitLabel(handler);
    code.visitFrame(Opcodes.F_SAME1, 0, null, 1, new Object[] {"java/lang/Throwable"});
    code.visitLdcInsn(plugin);
    code.visitLdcInsn(hook.name());
    code.visitMethodInsn(
        Opcodes.INVOKESTATIC,
        "dev/clew/plugin/spi/HookErrors",
        "suppressed",
        "(Ljava/lang/Throwable;Ljava/lang/String;Ljava/lang/String;)V",
        false);
    returnNothing(code, hook);
    code.visitMaxs(0, 0);
    code.visitEnd();
  }

  /** Slot of the entered value that decides whether the exit runs, or -1. */
  private static int enteredSlot(HookMethod hook, Site site) {
    if (hook.isEnter()) {
      return -1;
    }
    int slot = site.origin ? 1 : 0;
    Type[] types = Type.getArgumentTypes(site.descriptor);
    for (int i = 0; i < types.length; i++) {
      if (site.bindings.get(i).kind == Binding.ENTERED) {
        return slot;
      }
      slot += types[i].getSize();
    }
    return -1;
  }

  private static void call(MethodVisitor code, HookMethod hook, Site site) {
    int slot = site.origin ? 1 : 0;
    for (HookParameter parameter : hook.parameters()) {
      if (parameter.binding() == HookParameter.ORIGIN) {
        load(code, parameter.type(), 0);
      } else {
        load(code, parameter.type(), slot);
        slot += parameter.siteType().getSize();
      }
    }
    boolean itf = false; // a hook's class is a class: checked
    code.visitMethodInsn(Opcodes.INVOKESTATIC, hook.owner(), hook.name(), hook.descriptor(), itf);
  }

  private static void load(MethodVisitor code, Type type, int slot) {
    code.visitVarInsn(type.getOpcode(Opcodes.ILOAD), slot);
    if (type.getSort() >= Type.ARRAY && !type.equals(OBJECT)) {
      code.visitTypeInsn(Opcodes.CHECKCAST, type.getInternalName());
    }
  }

  private static void returnNothing(MethodVisitor code, HookMethod hook) {
    if (hook.returnsValue()) {
      code.visitInsn(Opcodes.ACONST_NULL);
      code.visitInsn(Opcodes.ARETURN);
    } else {
      code.visitInsn(Opcodes.RETURN);
    }
  }
}
