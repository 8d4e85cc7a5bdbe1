package dev.clew.engine.weave;

import dev.clew.engine.index.Hook;
import dev.clew.engine.weave.SiteCall.Places;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Weaves one hook into one method; several hooks are several of these in a row, the innermost
 * first. The code becomes
 *
 * <pre>{@code
 * copies of what the exit binds; entered = enter(...);
 * try { body, with exit(...) before each return } // the handler does not cover the exits
 * catch (Throwable thrown) { exit(...); throw thrown; }
 * }</pre>
 *
 * <p>Every frame of the body gets our persistent locals; the handler's frame has nothing but them,
 * because the body may have reused the slots of its arguments. A constructor has no handler.
 */
final class HookedMethod extends MethodVisitor {

  private final WovenMethod method;
  private final Hook hook;
  private final HookLocals locals;
  private final @Nullable SiteCall enter;
  private final @Nullable SiteCall exit;
  private final boolean frames;

  /** After the last instruction. */
  private final Label end = new Label();

  /** Starts and ends of what the handler covers, in pairs. */
  private final List<Label> ranges = new ArrayList<Label>(4);

  /**
   * Creates the visitor.
   *
   * @param code the next visitor
   * @param base first free local
   * @param frames whether the class file has stack map frames (version 50 and newer)
   */
  HookedMethod(
      MethodVisitor code,
      WovenMethod method,
      Hook hook,
      HookLocals locals,
      @Nullable SiteCall enter,
      @Nullable SiteCall exit,
      boolean frames) {
    super(Opcodes.ASM9, code);
    this.method = method;
    this.hook = hook;
    this.locals = locals;
    this.enter = enter;
    this.exit = exit;
    this.frames = frames;
  }

  @Override
  public void visitCode() {
    super.visitCode();
    copyForExit();
    if (enter != null) {
      enter.emit(mv, entering());
      if (!hook.rewrites.isEmpty()) {
        new ArgumentRewrite(method, hook, locals, frames).emit(mv);
      } else if (locals.entered >= 0) {
        mv.visitVarInsn(enter.result.getOpcode(Opcodes.ISTORE), locals.entered);
      } else {
        pop(enter.result);
      }
    }
    mark();
  }

  @Override
  public void visitInsn(int opcode) {
    if (exit == null || opcode < Opcodes.IRETURN || opcode > Opcodes.RETURN) {
      super.visitInsn(opcode);
      return;
    }
    mark();
    exitBeforeReturn(exit);
    super.visitInsn(opcode);
    mark();
  }

  @Override
  public void visitFrame(
      int type, int numLocal, Object @Nullable [] local, int numStack, Object @Nullable [] stack) {
    if (locals.persistent.isEmpty()) {
      super.visitFrame(type, numLocal, local, numStack, stack);
      return;
    }
    Object[] extended = locals.frame(local, numLocal);
    super.visitFrame(type, extended.length, extended, numStack, stack);
  }

  @Override
  public void visitMaxs(int maxStack, int maxLocals) {
    mark();
    if (exit != null && !method.constructor) {
      rethrow(exit);
    }
    mv.visitLabel(end);
    int calls = Math.max(enter == null ? 0 : enter.stack, exit == null ? 0 : exit.stack);
    super.visitMaxs(maxStack + calls, Math.max(maxLocals, locals.end));
  }

  /** Bytes of code so far; of the whole method, for the outermost hook, when it is done. */
  int codeSize() {
    return end.getOffset();
  }

  private void mark() {
    if (exit != null && !method.constructor) {
      Label label = new Label();
      mv.visitLabel(label);
      ranges.add(label);
    }
  }

  private void copyForExit() {
    if (locals.self >= 0) {
      mv.visitVarInsn(Opcodes.ALOAD, 0);
      mv.visitVarInsn(Opcodes.ASTORE, locals.self);
    }
    for (int i = 0; i < locals.arguments.length; i++) {
      if (locals.arguments[i] >= 0) {
        Type type = method.arguments[i];
        mv.visitVarInsn(type.getOpcode(Opcodes.ILOAD), method.slots[i]);
        mv.visitVarInsn(type.getOpcode(Opcodes.ISTORE), locals.arguments[i]);
      }
    }
  }

  private void exitBeforeReturn(SiteCall call) {
    Type type = method.returns;
    boolean value = type.getSort() != Type.VOID;
    Places places = exiting();
    if (value) {
      mv.visitVarInsn(type.getOpcode(Opcodes.ISTORE), locals.returned);
      places.returned = locals.returned;
    }
    call.emit(mv, places);
    if (hook.rewritesReturn) {
      chooseReturned();
      return;
    }
    pop(call.result);
    if (value) {
      mv.visitVarInsn(type.getOpcode(Opcodes.ILOAD), locals.returned);
    }
  }

  /**
   * Leaves the hook's value on the stack, or the method's own when the hook's is null. Without a
   * branch: a branch would need a frame, and what is on the stack below is not known here.
   */
  private void chooseReturned() {
    mv.visitVarInsn(Opcodes.ASTORE, locals.result);
    Boxes.number(mv, 2);
    mv.visitTypeInsn(Opcodes.ANEWARRAY, "java/lang/Object");
    element(0, locals.returned);
    element(1, locals.result);
    mv.visitVarInsn(Opcodes.ALOAD, locals.result);
    mv.visitMethodInsn(
        Opcodes.INVOKESTATIC, "java/util/Objects", "nonNull", "(Ljava/lang/Object;)Z", false);
    mv.visitInsn(Opcodes.AALOAD);
    Boxes.castTo(mv, method.returns);
  }

  private void element(int index, int local) {
    mv.visitInsn(Opcodes.DUP);
    Boxes.number(mv, index);
    mv.visitVarInsn(Opcodes.ALOAD, local);
    mv.visitInsn(Opcodes.AASTORE);
  }

  private void rethrow(SiteCall call) {
    Label handler = new Label();
    if (!coverRanges(handler)) {
      return;
    }
    mv.visitLabel(handler);
    if (frames) {
      Object[] ours = locals.persistent.isEmpty() ? new Object[0] : locals.frame(null, 0);
      mv.visitFrame(Opcodes.F_NEW, ours.length, ours, 1, new Object[] {"java/lang/Throwable"});
    }
    mv.visitVarInsn(Opcodes.ASTORE, locals.thrown);
    Places places = exiting();
    places.thrown = locals.thrown;
    call.emit(mv, places);
    pop(call.result);
    mv.visitVarInsn(Opcodes.ALOAD, locals.thrown);
    mv.visitInsn(Opcodes.ATHROW);
  }

  /** Entries after those of the method, so that its own handlers come first. */
  private boolean coverRanges(Label handler) {
    boolean any = false;
    for (int i = 0; i < ranges.size(); i += 2) {
      Label start = ranges.get(i);
      Label end = ranges.get(i + 1);
      if (start.getOffset() < end.getOffset()) { // the format has no empty ranges
        mv.visitTryCatchBlock(start, end, handler, null);
        any = true;
      }
    }
    return any;
  }

  private Places entering() {
    Places places = new Places();
    places.self = method.isStatic || method.constructor ? -1 : 0;
    places.arguments = method.slots;
    return places;
  }

  private Places exiting() {
    Places places = new Places();
    places.self = method.constructor ? 0 : locals.self;
    places.arguments = locals.arguments;
    places.entered = locals.entered;
    places.enteredType = HookLocals.enteredType(hook);
    return places;
  }

  private void pop(Type type) {
    if (type.getSize() > 0) {
      mv.visitInsn(type.getSize() == 2 ? Opcodes.POP2 : Opcodes.POP);
    }
  }
}
