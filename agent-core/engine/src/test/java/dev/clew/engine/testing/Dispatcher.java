package dev.clew.engine.testing;

import dev.clew.engine.link.Linker;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * The real {@code java.lang.ClewDispatcher} of this JVM, wired to the linker of the current test.
 */
public final class Dispatcher {

  private static volatile Linker current;

  private Dispatcher() {}

  /** Defines and installs the dispatcher when this JVM has none yet; then uses this linker. */
  public static synchronized void use(Linker linker) {
    current = linker;
    try {
      Class.forName("java.lang.ClewDispatcher", false, null);
    } catch (ClassNotFoundException e) {
      install();
    }
  }

  public static CallSite link(
      MethodHandles.Lookup caller, String name, MethodType type, Object[] args) {
    return current.link(caller, name, type, args);
  }

  public static Object forward(Object[] args, int site) throws Throwable {
    return current.forward(args, site);
  }

  private static void install() {
    try (InputStream bytes =
        ClassLoader.getSystemResourceAsStream("java/lang/ClewDispatcher.class")) {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      Class<?> dispatcher =
          MethodHandles.privateLookupIn(Object.class, lookup).defineClass(bytes.readAllBytes());
      MethodHandle link =
          lookup.findStatic(
              Dispatcher.class,
              "link",
              MethodType.methodType(
                  CallSite.class,
                  MethodHandles.Lookup.class,
                  String.class,
                  MethodType.class,
                  Object[].class));
      MethodHandle forward =
          lookup.findStatic(
              Dispatcher.class,
              "forward",
              MethodType.methodType(Object.class, Object[].class, int.class));
      dispatcher
          .getMethod("install", MethodHandle.class, MethodHandle.class)
          .invoke(null, link, forward);
    } catch (ReflectiveOperationException | IOException e) {
      throw new AssertionError(e);
    }
  }
}
