package dev.clew.engine.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clew.build.testing.Compiled;
import dev.clew.engine.testing.Traced;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import seen.Log;

/** JDK packages are opened to the plugin's loader alone, when its first hook links. */
class ModuleOpenerTest {

  private static final String CLIENT =
      """
      package lib;
      public class Client implements java.util.concurrent.Callable<String> {
        public String call() { return "w"; }
      }
      """;

  private static final String PLUGIN =
      """
      package p;
      import dev.clew.plugin.*;
      import seen.Log;
      @Plugin(name = "p", group = "g", opens = "java.base/java.net")
      public final class P {
        @Enter(type = "lib.Client", method = "call")
        public static Object before() throws Exception {
          java.lang.reflect.Field field = java.net.HttpURLConnection.class.getDeclaredField("method");
          field.setAccessible(true);
          Log.add("opened");
          return null;
        }
      }
      """;

  @BeforeEach
  void forget() {
    Log.take();
  }

  @Test
  void open_atFirstLink_opensThePackageToTheHook() throws Exception {
    Traced traced = new Traced(Compiled.library(CLIENT).plugin(PLUGIN), opening());
    assertThat(client(traced).call()).isEqualTo("w");
    assertThat(Log.take()).containsExactly("opened");
    assertThat(traced.told).containsExactly("first span hook");
    assertThat(HttpURLConnection.class.getModule().isOpen("java.net", getClass().getModule()))
        .as("for others it stays closed")
        .isFalse();
  }

  @Test
  void open_refused_turnsThePluginOffForTheLoader() throws Exception {
    Instrumentation refusing =
        instrumentation(
            (module, opens) -> {
              throw new UnsupportedOperationException("no");
            });
    Traced traced = new Traced(Compiled.library(CLIENT).plugin(PLUGIN), refusing);
    assertThat(client(traced).call()).isEqualTo("w");
    assertThat(Log.take()).isEmpty();
    assertThat(traced.told)
        .containsExactly(
            "first span hook",
            "linkage error of p: java.lang.IllegalAccessException: cannot open [java.base/java.net]");
  }

  @Test
  void open_ofMissingModule_isRefused() {
    ClassLoader loader = getClass().getClassLoader();
    assertThatThrownBy(() -> ModuleOpener.open(opening(), List.of("no.such/p"), loader))
        .isInstanceOf(IllegalAccessException.class)
        .hasRootCauseMessage("module no.such");
  }

  private interface Redefinition {
    void redefine(Module module, Map<String, Set<Module>> opens) throws Exception;
  }

  /** Does what the JVM does for an agent. */
  private static Instrumentation opening() {
    return instrumentation(
        (module, opens) -> {
          Method open = Module.class.getDeclaredMethod("implAddOpens", String.class, Module.class);
          open.setAccessible(true);
          for (Map.Entry<String, Set<Module>> entry : opens.entrySet()) {
            for (Module target : entry.getValue()) {
              open.invoke(module, entry.getKey(), target);
            }
          }
        });
  }

  @SuppressWarnings("unchecked")
  private static Instrumentation instrumentation(Redefinition redefinition) {
    return (Instrumentation)
        Proxy.newProxyInstance(
            ModuleOpenerTest.class.getClassLoader(),
            new Class<?>[] {Instrumentation.class},
            (proxy, method, args) -> {
              assertThat(method.getName()).isEqualTo("redefineModule");
              redefinition.redefine((Module) args[0], (Map<String, Set<Module>>) args[3]);
              return null;
            });
  }

  @SuppressWarnings("unchecked")
  private static Callable<String> client(Traced traced) throws Exception {
    return (Callable<String>) traced.load("lib.Client").getConstructor().newInstance();
  }
}
