package java.lang;

import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.security.AccessController;
import java.security.PrivilegedAction;

/**
 * The one class that woven code names. It lives in the boot loader, in a package that every loader
 * delegates, so that any class of any loader or module can link to it.
 *
 * <p>It knows nothing but two handles of the engine. Until they are installed, and whenever one of
 * them fails, a hook is a no-op: the application never sees a linkage error. All state is private:
 * the first caller of {@link #install} wins and nothing can be read back.
 */
public final class ClewDispatcher implements PrivilegedAction<Object> {

  /** (Lookup, String, MethodType, Object[])CallSite */
  private static volatile MethodHandle linker;

  /** (Object[], int)Object */
  private static volatile MethodHandle forwarder;

  private final MethodHandles.Lookup caller;
  private final String name;
  private final MethodType type;
  private final Object[] args;
  private final int site;

  /** One call of the engine; a type means to link, none to forward. */
  private ClewDispatcher(
      MethodHandles.Lookup caller, String name, MethodType type, Object[] args, int site) {
    this.caller = caller;
    this.name = name;
    this.type = type;
    this.args = args;
    this.site = site;
  }

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
    Object site = null;
    try {
      site = privileged(new ClewDispatcher(caller, name, type, hook, 0));
    } catch (Throwable e) {
      // The engine counts and reports its own failures. A throwable that left here, of whatever
      // kind, would fail this call site for good and show up in the application.
    }
    return site instanceof CallSite && ((CallSite) site).type().equals(type)
        ? (CallSite) site
        : new ConstantCallSite(noop(type));
  }

  /**
   * Calls a hook from a class file that cannot hold {@code invokedynamic} (below version 51).
   *
   * @param args what the hook binds, boxed
   * @param site number of the site, assigned by the weaver
   * @return what the hook returns; null when there is no engine or it fails
   */
  public static Object forward(Object[] args, int site) {
    try {
      return privileged(new ClewDispatcher(null, null, null, args, site));
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

  /** An application may call us with fewer permissions than the engine needs. */
  private static Object privileged(ClewDispatcher call) {
    return System.getSecurityManager() == null ? call.run() : AccessController.doPrivileged(call);
  }

  /** Calls the engine; for {@code AccessController} only. */
  @Override
  public Object run() {
    MethodHandle engine = type == null ? forwarder : linker;
    try {
      if (engine == null) {
        return null;
      }
      return type == null
          ? (Object) engine.invokeExact(args, site)
          : (CallSite) engine.invokeExact(caller, name, type, args);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private static MethodHandle noop(MethodType type) {
    MethodHandle zero =
        MethodHandles.explicitCastArguments(
            MethodHandles.constant(Object.class, null), MethodType.methodType(type.returnType()));
    return MethodHandles.dropArguments(zero, 0, type.parameterList());
  }
}
