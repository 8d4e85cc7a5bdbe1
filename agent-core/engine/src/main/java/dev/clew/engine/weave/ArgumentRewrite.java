package dev.clew.engine.weave;

import dev.clew.engine.index.Hook;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Stores what a rewriting enter returned. On the stack is null (nothing to do), {@code {entered}}
 * (arguments stay) or {@code {entered, value…}} with one value per position, each of the right
 * type: the linker has checked that, so the casts below cannot fail.
 */
final class ArgumentRewrite {

  private static final String ARRAY = "[Ljava/lang/Object;";

  private final WovenMethod method;
  private final Hook hook;
  private final HookLocals locals;
  private final boolean frames;

  ArgumentRewrite(WovenMethod method, Hook hook, HookLocals locals, boolean frames) {
    this.method = method;
    this.hook = hook;
    this.locals = locals;
    this.frames = frames;
  }

  /** Consumes the value on the stack. */
  void emit(MethodVisitor code) {
    Label done = new Label();
    code.visitTypeInsn(Opcodes.CHECKCAST, ARRAY);
    code.visitVarInsn(Opcodes.ASTORE, locals.rewritten);
    if (locals.entered >= 0) {
      code.visitInsn(Opcodes.ACONST_NULL);
      code.visitVarInsn(Opcodes.ASTORE, locals.entered);
    }
    code.visitVarInsn(Opcodes.ALOAD, locals.rewritten);
    code.visitJumpInsn(Opcodes.IFNULL, done);
    if (locals.entered >= 0) {
      element(code, 0);
      code.visitVarInsn(Opcodes.ASTORE, locals.entered);
    }
    code.visitVarInsn(Opcodes.ALOAD, locals.rewritten);
    code.visitInsn(Opcodes.ARRAYLENGTH);
    Boxes.number(code, hook.rewrites.size());
    code.visitJumpInsn(Opcodes.IF_ICMPLE, done);
    for (int i = 0; i < hook.rewrites.size(); i++) {
      int position = hook.rewrites.get(i);
      Type type = method.arguments[position];
      element(code, i + 1);
      Boxes.castTo(code, type);
      code.visitVarInsn(type.getOpcode(Opcodes.ISTORE), method.slots[position]);
    }
    code.visitLabel(done);
    frame(code);
  }

  private void element(MethodVisitor code, int index) {
    code.visitVarInsn(Opcodes.ALOAD, locals.rewritten);
    Boxes.number(code, index);
    code.visitInsn(Opcodes.AALOAD);
  }

  private void frame(MethodVisitor code) {
    if (frames) {
      Object[] initial = method.initialLocals();
      Object[] all = locals.frame(initial, initial.length);
      code.visitFrame(Opcodes.F_NEW, all.length, all, 0, new Object[0]);
    }
    // The body may start with a frame of its own: two frames cannot share an offset.
    code.visitInsn(Opcodes.NOP);
  }
}
