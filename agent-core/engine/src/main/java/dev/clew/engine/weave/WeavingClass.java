package dev.clew.engine.weave;

import dev.clew.engine.index.Hook;
import dev.clew.engine.weave.ClassScan.DeclaredField;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Second reading: weaves the methods that {@link ClassScan} found. Others go straight to the
 * writer, which then copies their bytes.
 */
final class WeavingClass extends ClassVisitor {

  /** Told about hooks that do not fit a method. */
  interface Refusals {
    void refused(Hook hook, String owner, String origin, String why);
  }

  private final @Nullable ClassLoader loader;
  private final int version;
  private final Map<String, WovenMethod> methods;
  private final Map<String, DeclaredField> fields;
  private final ForwardSites forwardSites;
  private final Refusals refusals;
  private final Map<String, HookedMethod> outermost = new HashMap<String, HookedMethod>();
  private int woven;

  /**
   * Creates the visitor.
   *
   * @param version as in the class file, minor version in the upper half
   */
  WeavingClass(
      ClassVisitor writer,
      @Nullable ClassLoader loader,
      int version,
      Map<String, WovenMethod> methods,
      Map<String, DeclaredField> fields,
      ForwardSites forwardSites,
      Refusals refusals) {
    super(Opcodes.ASM9, writer);
    this.loader = loader;
    this.version = version;
    this.methods = methods;
    this.fields = fields;
    this.forwardSites = forwardSites;
    this.refusals = refusals;
  }

  /** Woven methods, name + descriptor, that are too large for the JVM's compilers. */
  List<String> uncompilable() {
    List<String> result = new ArrayList<String>(0);
    for (Map.Entry<String, HookedMethod> entry : outermost.entrySet()) {
      if (entry.getValue().codeSize() > CodeSize.COMPILED) {
        result.add(entry.getKey());
      }
    }
    return result;
  }

  /** Number of hooks woven, over all methods. */
  int woven() {
    return woven;
  }

  @Override
  public void visit(
      int readAs,
      int access,
      String name,
      @Nullable String signature,
      @Nullable String superName,
      String @Nullable [] interfaces) {
    super.visit(version, access, name, signature, superName, interfaces);
  }

  @Override
  public @Nullable MethodVisitor visitMethod(
      int access,
      String name,
      String descriptor,
      @Nullable String signature,
      String @Nullable [] exceptions) {
    MethodVisitor code = super.visitMethod(access, name, descriptor, signature, exceptions);
    WovenMethod method = methods.get(name + descriptor);
    if (method == null || code == null) {
      return code;
    }
    HookCheck check = new HookCheck(method, fields, forwarded());
    int base = method.maxLocals;
    // The innermost hook sees the method first and has the lowest locals; the outermost is next to
    // the writer. So the chain is built from the outside, with the locals of all inner hooks known.
    HookLocals[] locals = new HookLocals[method.hooks.size()];
    for (int i = locals.length - 1; i >= 0; i--) {
      Hook hook = method.hooks.get(i);
      String refusal = check.refusal(hook);
      if (refusal != null) {
        refusals.refused(hook, method.owner, method.origin(), refusal);
        continue;
      }
      locals[i] = new HookLocals(method, hook, base);
      base = locals[i].end;
    }
    if (base > 65_000) {
      return code;
    }
    return chain(code, method, locals);
  }

  private MethodVisitor chain(MethodVisitor writer, WovenMethod method, HookLocals[] locals) {
    MethodVisitor code = writer;
    for (int i = 0; i < locals.length; i++) {
      HookedMethod hooked =
          locals[i] == null ? null : hooked(code, method, method.hooks.get(i), locals[i]);
      if (hooked != null) {
        if (code == writer) {
          outermost.put(method.origin(), hooked);
        }
        code = hooked;
      }
    }
    return code;
  }

  private @Nullable HookedMethod hooked(
      MethodVisitor code, WovenMethod method, Hook hook, HookLocals locals) {
    int enterNumber = -1;
    int exitNumber = -1;
    if (forwarded()) {
      enterNumber = hook.enter == null ? 0 : number(method, hook, SiteCall.ENTER);
      exitNumber = hook.exit == null ? 0 : number(method, hook, SiteCall.EXIT);
      if (enterNumber < 0 || exitNumber < 0) {
        refusals.refused(hook, method.owner, method.origin(), "is one site too many");
        return null;
      }
    }
    SiteCall enter =
        hook.enter == null
            ? null
            : new SiteCall(method, fields, hook, hook.enter, SiteCall.ENTER, enterNumber);
    SiteCall exit =
        hook.exit == null
            ? null
            : new SiteCall(method, fields, hook, hook.exit, SiteCall.EXIT, exitNumber);
    woven++;
    return new HookedMethod(code, method, hook, locals, enter, exit, major() >= Opcodes.V1_6);
  }

  private int number(WovenMethod method, Hook hook, int phase) {
    return forwardSites.number(loader, method.owner, method.origin(), hook, phase);
  }

  private boolean forwarded() {
    return major() < Opcodes.V1_7;
  }

  private int major() {
    return version & 0xffff;
  }
}
