package dev.clew.runtime;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.net.URL;
import java.util.Collections;
import java.util.ServiceLoader;
import java.util.function.Consumer;

/** Stands where the runtime will be and tells, when asked, what it was given. */
public class AgentMain implements Consumer<Object[]>, Runnable {

  private static int linked;

  @Override
  public void accept(Object[] start) {
    try {
      String show = System.getProperty("test.show", "");
      if (show.contains("start")) {
        start(start);
      }
      if (show.contains("dispatcher")) {
        dispatcher();
      }
      if (show.contains("loader")) {
        loader();
      }
      if (show.contains("fail")) {
        throw new Exception("runtime failed\non two lines");
      }
    } catch (Throwable e) {
      throw AgentMain.<RuntimeException>sneaky(e);
    }
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> T sneaky(Throwable e) throws T {
    throw (T) e;
  }

  private static void say(String fact, Object value) {
    System.err.println("fact " + fact + "=" + value);
  }

  private void start(Object[] start) throws Exception {
    say("length", start.length);
    say("instrumentation", start[0] instanceof Instrumentation);
    say("arguments", start[1]);
    say("jar", start[2]);
    say("attached", start[3]);
    say("startNanos", (Long) start[4] <= System.nanoTime());
    say("lookup", start[5] != null);
    Class<?> dispatcher = Class.forName("java.lang.ClewDispatcher", false, new ClassLoader(null) {});
    say("dispatcher.loader", dispatcher.getClassLoader());
    say("own.loader", getClass().getClassLoader().getClass().getName());
    say("own.domain", getClass().getProtectionDomain().implies(new java.security.AllPermission()));
  }

  private void loader() throws Exception {
    ClassLoader own = getClass().getClassLoader();
    say("package", getClass().getPackage().getName());
    URL url = own.getResource("test/resource.txt");
    say("url", url);
    say("url.content", new BufferedReader(new InputStreamReader(url.openStream(), "UTF-8")).readLine());
    say("stream", own.getResourceAsStream("test/resource.txt").available());
    say("class.resource", own.getResourceAsStream("dev/clew/runtime/AgentMain.class").available() > 1000);
    say("resources", Collections.list(own.getResources("test/resource.txt")).size());
    say("missing", own.getResource("test/none.txt"));
    for (Runnable service : ServiceLoader.load(Runnable.class, own)) {
      say("service", service.getClass().getName());
    }
    say("jdk.sql", own.loadClass("java.sql.Connection").getName());
  }

  private void dispatcher() throws Throwable {
    Class<?> type = Class.forName("java.lang.ClewDispatcher");
    for (Class<?> result : new Class<?>[] {void.class, int.class, long.class, double.class, boolean.class, char.class, Object.class}) {
      MethodHandle noop = link(type, MethodType.methodType(result, Object.class, int.class, long.class));
      say("noop." + result, noop.invokeWithArguments("a", 1, 2L));
    }
    say("forward.early", type.getMethod("forward", Object[].class, int.class).invoke(null, new Object[] {"x"}, 7));
    MethodHandles.Lookup lookup = MethodHandles.lookup();
    Method install = type.getMethod("install", MethodHandle.class, MethodHandle.class);
    MethodType linker = MethodType.methodType(CallSite.class, MethodHandles.Lookup.class, String.class, MethodType.class, Object[].class);
    MethodType forwarder = MethodType.methodType(Object.class, Object[].class, int.class);
    install.invoke(null, lookup.findStatic(AgentMain.class, "linker", linker), lookup.findStatic(AgentMain.class, "forwarder", forwarder));
    install.invoke(null, lookup.findStatic(AgentMain.class, "other", linker), lookup.findStatic(AgentMain.class, "forwarder", forwarder));
    MethodType sum = MethodType.methodType(int.class, int.class, int.class);
    say("linked", link(type, sum).invokeWithArguments(20, 22));
    say("throwing", link(type, sum).invokeWithArguments(20, 22));
    say("null", link(type, sum).invokeWithArguments(20, 22));
    say("wrong", link(type, sum).invokeWithArguments(20, 22));
    Method forward = type.getMethod("forward", Object[].class, int.class);
    say("forward", forward.invoke(null, new Object[] {"x", "y"}, 7));
    say("forward.throwing", forward.invoke(null, new Object[0], -1));
    try {
      forward.invoke(null, new Object[0], -2);
    } catch (java.lang.reflect.InvocationTargetException e) {
      say("forward.error", e.getCause().getClass().getName());
    }
  }

  private static MethodHandle link(Class<?> type, MethodType site) throws Exception {
    Method bootstrap = type.getMethod("bootstrap", MethodHandles.Lookup.class, String.class, MethodType.class, Object[].class);
    return ((CallSite) bootstrap.invoke(null, MethodHandles.lookup(), "enter", site, new Object[] {3, 0})).getTarget();
  }

  public static CallSite linker(MethodHandles.Lookup lookup, String name, MethodType type, Object[] hook) throws Exception {
    switch (++linked) {
      case 1:
        return new ConstantCallSite(lookup.findStatic(Math.class, "addExact", type));
      case 2:
        throw new StackOverflowError();
      case 3:
        return null;
      default:
        return new ConstantCallSite(MethodHandles.constant(String.class, "x"));
    }
  }

  public static CallSite other(MethodHandles.Lookup lookup, String name, MethodType type, Object[] hook) {
    return new ConstantCallSite(MethodHandles.dropArguments(MethodHandles.constant(int.class, -1), 0, type.parameterList()));
  }

  public static Object forwarder(Object[] args, int site) {
    if (site == -1) {
      throw new IllegalStateException();
    }
    if (site == -2) {
      throw new OutOfMemoryError("test");
    }
    return args.length + "@" + site;
  }

  @Override
  public void run() {}
}
