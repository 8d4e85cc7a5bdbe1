package java.lang;

import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * The one class that woven code names. It lives in the boot loader, in a package that every loader
 * delegates, so that any class of any loader or module can link to it.
 *
 * <p>It knows nothing but two handles of the engine. Until they are installed, and whenever one of
 * them fails, a hook is a no-op: the application never sees a linkage error. All state is private:
 * the first caller of {@link #install} wins and nothing can be read back.
 */
public final class ClewDispatcher {

  /** (Lookup, String, MethodType, Object[])CallSite */
  private static volatile MethodHandle linker;

  /** (Object[], int)Object */
  private static volatile MethodHandle forwarder;

  private ClewDispatcher() {}

  /**
   * Installs the engine; only the first call has an effect.
   *
   * @param linker of type {@code (Lookup, String, MethodType, Object[])CallSite}
   * @param forwarder of type {@code (Object[], int)Object}
   */
  public static synchronized void install(MethodHandle linker, MethodHandle forwarder) {
    if (ClewDispatcher.linker == null) {
      ClewDispatcher.forwarder = forwarder;
      ClewDispatcher.linker = linker;
    }
  }

  /**
   * Bootstrap method of every hook.
   *
   * @return the engine's site, or a site that drops its arguments and returns null or zero
   */
  public static CallSite bootstrap(
      MethodHandles.Lookup caller, String name, MethodType type, Object... hook) {
    MethodHandle engine = linker;
    if (engine != null) {
      try {
        CallSite site = (CallSite) engine.invokeExact(caller, name, type, hook);
        if (site != null && site.type().equals(type)) {
          return site;
        }
      } catch (Throwable e) {
        // The engine counts and reports its own failures. A throwable that left here, of whatever
        // kind, would fail this call site for good and show up in the application.
      }
    }
    return new ConstantCallSite(noop(type));
  }

  /**
   * Calls a hook from a class file that cannot hold {@code invokedynamic} (below version 51).
   *
   * @param args what the hook binds, boxed
   * @param site number of the site, assigned by the weaver
   * @return what the hook returns; null when there is no engine or it fails
   */
  public static Object forward(Object[] args, int site) {
    MethodHandle engine = forwarder;
    if (engine == null) {
      return null;
    }
    try {
      return (Object) engine.invokeExact(args, site);
    } catch (VirtualMachineError e) {
      throw e; // not ours: the thread was out of stack or memory anyway
    } catch (Throwable e) {
      // By name, because later Java versions drop the class.
      if (e.getClass().getName().equals("java.lang.ThreadDeath")) {
        throw (Error) e;
      }
      return null;
    }
  }

  private static MethodHandle noop(MethodType type) {
    MethodHandle zero =
        MethodHandles.explicitCastArguments(
            MethodHandles.constant(Object.class, null), MethodType.methodType(type.returnType()));
    return MethodHandles.dropArguments(zero, 0, type.parameterList());
  }
}
