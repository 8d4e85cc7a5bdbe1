package dev.clew.engine.weave;

import dev.clew.engine.index.Binding;
import dev.clew.engine.index.Hook;
import dev.clew.engine.index.Site;
import dev.clew.engine.weave.ClassScan.DeclaredField;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Emits one call of a hook: the bound values, then {@code invokedynamic} or the forwarder. */
final class SiteCall {

  static final int ENTER = 0;
  static final int EXIT = 1;

  private static final String DISPATCHER = "java/lang/ClewDispatcher";
  private static final Type OBJECT = Type.getObjectType("java/lang/Object");
  private static final Handle BOOTSTRAP =
      new Handle(
          Opcodes.H_INVOKESTATIC,
          DISPATCHER,
          "bootstrap",
          "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;"
              + "Ljava/lang/invoke/MethodType;[Ljava/lang/Object;)Ljava/lang/invoke/CallSite;",
          false);

  private final WovenMethod method;
  private final Map<String, DeclaredField> fields;
  private final Hook hook;
  private final Site site;
  private final int phase;
  private final Type[] parameters;

  /** Number for the forwarder, or -1 for {@code invokedynamic}. */
  private final int forward;

  /** What the call leaves on the stack: void or a value. */
  final Type result;

  /** Operand stack that the call needs at most, beyond what was there. */
  final int stack;

  SiteCall(
      WovenMethod method,
      Map<String, DeclaredField> fields,
      Hook hook,
      Site site,
      int phase,
      int forward) {
    this.method = method;
    this.fields = fields;
    this.hook = hook;
    this.site = site;
    this.phase = phase;
    this.forward = forward;
    this.parameters = Type.getArgumentTypes(site.descriptor);
    Type declared = Type.getReturnType(site.descriptor);
    this.result = forward >= 0 ? OBJECT : declared;
    // The values, plus an array under construction for the forwarder and one for all arguments.
    this.stack = Type.getArgumentsAndReturnSizes(site.descriptor) / 4 + 12;
  }

  /** Where the woven code at hand finds the values. */
  static final class Places {
    /** Local of {@code this}, or -1 when there is none. */
    int self = -1;

    int[] arguments = {};
    int entered = -1;
    @Nullable Type enteredType;

    /** Local of the returned value, or -1. */
    int returned = -1;

    /** Local of the throwable, or -1. */
    int thrown = -1;
  }

  void emit(MethodVisitor code, Places places) {
    if (forward >= 0) {
      emitForward(code, places);
      return;
    }
    for (int i = 0; i < parameters.length; i++) {
      value(code, site.bindings.get(i), places, parameters[i]);
    }
    String name = phase == ENTER ? "enter" : "exit";
    code.visitInvokeDynamicInsn(name, site.descriptor, BOOTSTRAP, staticArguments());
  }

  private Object[] staticArguments() {
    boolean rewrites = phase == ENTER ? !hook.rewrites.isEmpty() : hook.rewritesReturn;
    return site.origin || rewrites
        ? new Object[] {hook.id, phase, method.origin()}
        : new Object[] {hook.id, phase};
  }

  private void emitForward(MethodVisitor code, Places places) {
    Boxes.number(code, parameters.length);
    code.visitTypeInsn(Opcodes.ANEWARRAY, "java/lang/Object");
    for (int i = 0; i < parameters.length; i++) {
      code.visitInsn(Opcodes.DUP);
      Boxes.number(code, i);
      value(code, site.bindings.get(i), places, parameters[i]);
      Boxes.box(code, parameters[i]);
      code.visitInsn(Opcodes.AASTORE);
    }
    Boxes.number(code, forward);
    code.visitMethodInsn(
        Opcodes.INVOKESTATIC,
        DISPATCHER,
        "forward",
        "([Ljava/lang/Object;I)Ljava/lang/Object;",
        false);
  }

  /** Pushes one bound value as the site wants it. */
  private void value(MethodVisitor code, Binding binding, Places places, Type wanted) {
    switch (binding.kind) {
      case Binding.SELF:
        local(code, places.self, OBJECT, wanted);
        break;
      case Binding.ARG:
        local(code, places.arguments[binding.index], method.arguments[binding.index], wanted);
        break;
      case Binding.ENTERED:
        Type entered = places.enteredType;
        local(code, places.entered, entered == null ? OBJECT : entered, wanted);
        break;
      case Binding.RETURNED:
        local(code, places.returned, method.returns, wanted);
        break;
      case Binding.THROWN:
        local(code, places.thrown, OBJECT, wanted);
        break;
      case Binding.ALL_ARGS:
        allArguments(code, places);
        break;
      default:
        field(code, String.valueOf(binding.field), places, wanted);
    }
  }

  private static void local(MethodVisitor code, int local, Type type, Type wanted) {
    if (local < 0) {
      Boxes.zero(code, wanted);
      return;
    }
    code.visitVarInsn(type.getOpcode(Opcodes.ILOAD), local);
    if (WovenMethod.isReference(wanted)) {
      Boxes.box(code, type);
    }
  }

  private void allArguments(MethodVisitor code, Places places) {
    Boxes.number(code, method.arguments.length);
    code.visitTypeInsn(Opcodes.ANEWARRAY, "java/lang/Object");
    for (int i = 0; i < method.arguments.length; i++) {
      code.visitInsn(Opcodes.DUP);
      Boxes.number(code, i);
      local(code, places.arguments[i], method.arguments[i], OBJECT);
      code.visitInsn(Opcodes.AASTORE);
    }
  }

  private void field(MethodVisitor code, String name, Places places, Type wanted) {
    DeclaredField field = fields.get(name);
    if (field == null) {
      throw new IllegalStateException("unchecked field " + name);
    }
    if (!field.isStatic) {
      code.visitVarInsn(Opcodes.ALOAD, places.self);
    }
    code.visitFieldInsn(
        field.isStatic ? Opcodes.GETSTATIC : Opcodes.GETFIELD,
        method.owner,
        name,
        field.type.getDescriptor());
    if (WovenMethod.isReference(wanted)) {
      Boxes.box(code, field.type);
    }
  }
}
