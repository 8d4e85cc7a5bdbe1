package dev.clew.benchmarks.jmh;

import dev.clew.build.testing.Compiled;
import dev.clew.engine.index.Hook;
import dev.clew.engine.index.HookIndex;
import dev.clew.engine.link.LinkEvents;
import dev.clew.engine.link.Linker;
import dev.clew.engine.spi.EngineHost;
import dev.clew.engine.weave.AsmWeaver;
import dev.clew.plugin.spi.PluginState;
import java.io.InputStream;
import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntUnaryOperator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A method without a hook, with one that is on, and with one that was on and is switched off. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
    value = 3,
    jvmArgsAppend = {"--add-opens", "java.base/java.lang=ALL-UNNAMED"})
public class SwitchedOffHook {

  private static final String CLIENT =
      """
      package lib;
      public class Client implements java.util.function.IntUnaryOperator {
        public int applyAsInt(int n) { return n * 31 + 7; }
      }
      """;

  private static final String PLUGIN =
      """
      package p;
      import dev.clew.plugin.*;
      @Plugin(name = "p", group = "g")
      public final class P {
        static long calls;
        @Enter(type = "lib.Client", method = "applyAsInt")
        public static Object before(@Self Object self, @Arg(0) int n) { calls++; return self; }
        @Exit("before")
        public static void after(@Entered Object entered, @Returned int r, @Thrown Throwable t) { calls--; }
      }
      """;

  @Param({"none", "on", "off"})
  public String hook;

  private IntUnaryOperator client;
  private int n;

  @Setup(Level.Trial)
  public void load() throws Exception {
    Compiled compiled = Compiled.library(CLIENT).plugin(PLUGIN);
    HookIndex index = compiled.index();
    Host host = new Host();
    Linker linker = new Linker(index, host, null, host);
    AsmWeaver weaver = new AsmWeaver(host, linker.forwardSites());
    install(linker);
    byte[] bytes = compiled.classFile("lib/Client");
    if (!hook.equals("none")) {
      List<Hook> hooks = new ArrayList<>(List.of(index.hook(0)));
      bytes = weaver.weave(null, "lib/Client", bytes, hooks);
    }
    client = (IntUnaryOperator) new Loader().define(bytes).getConstructor().newInstance();
    for (int i = 0; i < 50_000; i++) {
      client.applyAsInt(i);
    }
    if (hook.equals("off")) {
      index.plugin(0).state.mode(PluginState.OFF);
      linker.switchModes(0);
    }
  }

  @Benchmark
  public int call() {
    return client.applyAsInt(n++);
  }

  private static void install(Linker linker) throws Exception {
    MethodHandles.Lookup lookup = MethodHandles.lookup();
    try (InputStream bytes =
        ClassLoader.getSystemResourceAsStream("java/lang/ClewDispatcher.class")) {
      Class<?> dispatcher =
          MethodHandles.privateLookupIn(Object.class, lookup).defineClass(bytes.readAllBytes());
      MethodType link =
          MethodType.methodType(
              CallSite.class,
              MethodHandles.Lookup.class,
              String.class,
              MethodType.class,
              Object[].class);
      MethodType forward = MethodType.methodType(Object.class, Object[].class, int.class);
      dispatcher
          .getMethod("install", MethodHandle.class, MethodHandle.class)
          .invoke(
              null,
              lookup.findVirtual(Linker.class, "link", link).bindTo(linker),
              lookup.findVirtual(Linker.class, "forward", forward).bindTo(linker));
    }
  }

  private static final class Loader extends ClassLoader {
    Class<?> define(byte[] bytes) {
      return defineClass("lib.Client", bytes, 0, bytes.length);
    }
  }

  private static final class Host implements EngineHost, LinkEvents {
    @Override
    public int initialMode(String plugin, String group, boolean enabledByDefault) {
      return PluginState.ON;
    }

    @Override
    public void onFirstMatch() {}

    @Override
    public boolean awaitReady() {
      return true;
    }

    @Override
    public void problem(String cause, String message, Throwable error) {
      throw new IllegalStateException(cause + ": " + message, error);
    }

    @Override
    public void linking(int plugin) {}

    @Override
    public void firstSpanHook() {}

    @Override
    public void linkageError(ClassLoader loader, int plugin, Throwable error) {
      throw new IllegalStateException(error);
    }

    @Override
    public void quarantined(int plugin, String hook) {
      throw new IllegalStateException(hook);
    }
  }
}
