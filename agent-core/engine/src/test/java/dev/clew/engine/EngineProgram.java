package dev.clew.engine;

import dev.clew.build.testing.Compiled;
import dev.clew.engine.match.MemoryLoader;
import dev.clew.engine.spi.EngineHost;
import dev.clew.plugin.spi.PluginState;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.FutureTask;

/**
 * Runs in a JVM of its own, which it takes as an agent: an engine over classes that are loaded
 * before it, after it, and by the JDK. Prints what the hooks saw, one step a line.
 */
public final class EngineProgram implements EngineHost {

  private static final String LIBRARY =
      """
      package lib;
      public class Client {
        public static int calls;
        public int call() { return 1; }
      }
      """;

  private static final String LATE = "package lib; public class Late { public void call() {} }";

  private static final String SPANS =
      """
      package spans;
      import dev.clew.plugin.*;
      import lib.*;
      @Plugin(name = "spans", group = "g")
      public final class Spans {
        @Enter(type = {"lib.Client", "lib.Late"}, method = "call")
        public static Object before() { Client.calls++; return null; }
      }
      """;

  private static final String OFF =
      """
      package off;
      import dev.clew.plugin.*;
      import lib.*;
      @Plugin(name = "off", group = "g", enabledByDefault = false)
      public final class Off {
        @Enter(type = "lib.Client", method = "call")
        public static Object before() { Client.calls += 100; return null; }
      }
      """;

  private static final String CONTEXT =
      """
      package context;
      import dev.clew.plugin.*;
      @Plugin(name = "context", group = "g", contextOnly = true)
      public final class Context {
        @Enter(type = "java.util.concurrent.FutureTask", method = "run")
        public static Object before() { Integer.getInteger("hook.ran"); Hooks.ran(); return null; }
      }
      """;

  private static final String CONTEXT_HOOKS =
      """
      package context;
      final class Hooks {
        static void ran() {
          System.setProperty("task.hooks", String.valueOf(Integer.getInteger("task.hooks", 0) + 1));
        }
      }
      """;

  private static final String MISFIT =
      """
      package misfit;
      import dev.clew.plugin.*;
      import lib.*;
      @Plugin(name = "misfit", group = "g")
      public final class Misfit {
        @Enter(type = "lib.Client", method = "call")
        public static Object before() { Gone.gone(); return null; }
      }
      """;

  private static final String GONE =
      "package lib; public class Gone { public static void gone() {} }";

  private static Instrumentation instrumentation;

  private final List<String> problems = new CopyOnWriteArrayList<>();

  public static void premain(String arguments, Instrumentation given) {
    instrumentation = given;
  }

  public static void main(String[] args) throws Exception {
    new EngineProgram().run(args[0].equals("attached"));
  }

  private void run(boolean attached) throws Exception {
    defineDispatcher();
    new FutureTask<>(() -> "loads the class").run();
    Compiled compiled =
        Compiled.library(LIBRARY, LATE, GONE).plugin(SPANS, OFF, CONTEXT, CONTEXT_HOOKS, MISFIT);
    MemoryLoader loader = new MemoryLoader(null);
    loader.with("lib/Client", compiled.classFile("lib/Client"));
    loader.with("lib/Late", compiled.classFile("lib/Late"));
    Class<?> client = loader.loadClass("lib.Client");
    say("before", client);

    Engine engine = new Engine(instrumentation, compiled.index(), this, null);
    engine.run(attached);
    if (attached) {
      while (engine.stats().retransformed == 0) {
        Thread.onSpinWait();
      }
    }
    task();
    System.out.println("unarmed tasks=" + System.getProperty("task.hooks"));
    say(attached ? "attached" : "not attached", client);
    Class<?> late = loader.loadClass("lib.Late");
    late.getMethod("call").invoke(late.getConstructor().newInstance());
    say("late", client);
    task();
    System.out.println("armed tasks=" + System.getProperty("task.hooks"));

    engine.setModes(Map.of("off", PluginState.ON, "nobody", PluginState.ON));
    say("on", client);
    engine.setModes(Map.of("off", PluginState.OFF));
    say("off", client);
    engine.setModes(Map.of("off", PluginState.ON, "spans", PluginState.OFF));
    say("other way", client);
    engine.ledger().forEach(entry -> System.out.println("ledger " + entry));

    System.out.println("refused=" + engine.detach());
    say("detached", client);
    task();
    System.out.println("detached tasks=" + System.getProperty("task.hooks"));
    System.out.println("failures=" + engine.stats().gateFailures + engine.stats().weaverFailures);
    problems.forEach(problem -> System.out.println("problem " + problem));
  }

  private static void say(String step, Class<?> client) throws Exception {
    client.getMethod("call").invoke(client.getConstructor().newInstance());
    System.out.println(step + " calls=" + client.getField("calls").getInt(null));
  }

  private static void task() {
    new FutureTask<>(() -> "runs").run();
  }

  private static void defineDispatcher() throws Exception {
    try (InputStream in = ClassLoader.getSystemResourceAsStream("java/lang/ClewDispatcher.class")) {
      MethodHandles.privateLookupIn(Object.class, MethodHandles.lookup())
          .defineClass(in.readAllBytes());
    }
  }

  @Override
  public int initialMode(String plugin, String group, boolean enabledByDefault) {
    return enabledByDefault ? PluginState.ON : PluginState.OFF;
  }

  @Override
  public void onFirstMatch() {}

  @Override
  public boolean awaitReady() {
    return true;
  }

  @Override
  public String setting(String plugin, String key) {
    return null;
  }

  @Override
  public void problem(String cause, String message, Throwable error) {
    problems.add(cause + " " + message + (error == null ? "" : " " + error));
  }
}
