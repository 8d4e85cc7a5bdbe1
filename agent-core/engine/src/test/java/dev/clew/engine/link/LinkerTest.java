package dev.clew.engine.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clew.build.testing.Compiled;
import dev.clew.engine.testing.Traced;
import dev.clew.plugin.spi.PluginState;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import seen.Log;

/** What becomes of a call site: ready or not, nested, switched, failed. */
class LinkerTest {

  private static final String CLIENT =
      """
      package lib;
      import seen.Log;
      public class Client implements java.util.concurrent.Callable<String> {
        public String call() { return work("w"); }
        public static String work(String s) { Log.add("work"); return s; }
      }
      """;

  private static final String HEAD =
      """
      package p;
      import dev.clew.plugin.*;
      import seen.Log;
      """;

  private static final String PAIR =
      HEAD
          + """
          @Plugin(name = "p", group = "g")
          public final class P {
            @Enter(type = "lib.Client", method = "work")
            public static Object before() { Log.add("enter"); return "e"; }
            @Exit("before")
            public static void after(@Entered Object e, @Returned String r) { Log.add("exit " + r); }
          }
          """;

  @BeforeEach
  void forget() {
    Log.take();
  }

  @Test
  void site_linkedBeforeReady_isNoopUntilReady() throws Exception {
    Traced traced = traced(PAIR);
    traced.ready = false;
    Callable<String> client = client(traced);
    assertThat(client.call()).isEqualTo("w");
    assertThat(Log.take()).containsExactly("work");
    assertThat(traced.told).isEmpty();
    assertThat(traced.linking).isEmpty();
    traced.linker.ready();
    assertThat(traced.linking).as("its missed classes are woven first").contains(0);
    client.call();
    assertThat(Log.take()).containsExactly("enter", "work", "exit w");
    assertThat(traced.told).containsExactly("first span hook");
    assertThat(traced.linker.linked(0)).isEqualTo(2);
  }

  @Test
  void site_linkedWhileLinking_isRepairedWhenTheOuterLinkReturns() throws Exception {
    Traced traced =
        traced(
            HEAD
                + """
                @Plugin(name = "p", group = "g")
                public final class P {
                  static { Log.add("init"); lib.Client.work("from the plugin"); }
                  @Enter(type = "lib.Client", method = "work")
                  public static Object before(@Arg(0) String s) { Log.add("enter " + s); return null; }
                }
                """);
    Callable<String> client = client(traced);
    client.call();
    // The plugin's own call links the same hook again, as another site of the same method.
    assertThat(Log.take()).containsExactly("init", "work", "enter w", "work");
    client.call();
    assertThat(Log.take()).containsExactly("enter w", "work");
    assertThat(traced.told).containsExactly("first span hook");
  }

  @Test
  void firstSpanHook_runsTracedCode_thatIsRepaired() throws Exception {
    Traced traced = traced(PAIR);
    Callable<String> client = client(traced);
    traced.whenFirst =
        () -> {
          try {
            client.call();
          } catch (Exception e) {
            throw new AssertionError(e);
          }
        };
    client.call();
    assertThat(Log.take()).containsSubsequence("work", "enter", "work", "exit w");
    client.call();
    assertThat(Log.take()).containsExactly("enter", "work", "exit w");
  }

  @Test
  void contextOnlyPlugin_links_withoutFirstSpanHook() throws Exception {
    Traced traced = traced(PAIR.replace("group = \"g\"", "group = \"g\", contextOnly = true"));
    client(traced).call();
    assertThat(Log.take()).containsExactly("enter", "work", "exit w");
    assertThat(traced.told).isEmpty();
  }

  @Test
  void mode_offAndOn_switchesEnterSitesBothWays() throws Exception {
    Traced traced = traced(PAIR);
    Callable<String> client = client(traced);
    client.call();
    traced.mode(PluginState.OFF);
    Log.take();
    client.call();
    assertThat(Log.take()).containsExactly("work");
    traced.mode(PluginState.PROPAGATE);
    client.call();
    assertThat(Log.take()).containsExactly("enter", "work", "exit w");
  }

  @Test
  void mode_offBeforeTheFirstCall_linksSwitchedOff() throws Exception {
    Traced traced = traced(PAIR);
    traced.mode(PluginState.OFF);
    Callable<String> client = client(traced);
    client.call();
    assertThat(Log.take()).containsExactly("work");
    traced.mode(PluginState.ON);
    client.call();
    assertThat(Log.take()).containsExactly("enter", "work", "exit w");
  }

  @Test
  void mode_offWhileACallRuns_itsExitStillRuns() throws Exception {
    Traced[] traced = new Traced[1];
    traced[0] = traced(PAIR);
    Callable<String> client = client(traced[0]);
    client.call();
    Log.take();
    Log.onAdd(
        line -> {
          if (line.equals("work")) {
            traced[0].mode(PluginState.OFF);
          }
        });
    client.call();
    assertThat(Log.take()).containsExactly("enter", "work", "exit w");
    client.call();
    assertThat(Log.take()).containsExactly("work");
  }

  @Test
  void exitOnlyHook_off_isNotCalled() throws Exception {
    Traced traced =
        traced(
            HEAD
                + """
                @Plugin(name = "p", group = "g")
                public final class P {
                  @Exit(type = "lib.Client", method = "work")
                  public static void after() { Log.add("exit"); }
                }
                """);
    Callable<String> client = client(traced);
    client.call();
    traced.mode(PluginState.OFF);
    client.call();
    traced.mode(PluginState.ON);
    client.call();
    assertThat(Log.take()).containsExactly("work", "exit", "work", "work", "exit");
  }

  @Test
  void off_forGood_staysOffWhateverTheMode() throws Exception {
    Traced traced = traced(PAIR);
    Callable<String> client = client(traced);
    client.call();
    traced.linker.off();
    traced.mode(PluginState.ON);
    Log.take();
    client.call();
    client(traced).call();
    assertThat(Log.take()).containsExactly("work", "work");
  }

  @Test
  void hook_throwing_isCountedToldOnceAndQuarantined() throws Exception {
    Traced traced =
        traced(
            PAIR.replace(
                "Log.add(\"enter\"); return \"e\";", "throw new IllegalStateException();"));
    traced.linker.quarantineAfter(3);
    Callable<String> client = client(traced);
    for (int i = 0; i < 5; i++) {
      assertThat(client.call()).isEqualTo("w");
    }
    assertThat(traced.linker.errors()).isEqualTo(3);
    assertThat(traced.linker.errorsByHook()).containsOnlyKeys("p.before");
    assertThat(traced.told)
        .containsExactly(
            "first span hook",
            "hook.error: hook before of plugin p failed <- java.lang.IllegalStateException",
            "quarantined p.before");
    traced.mode(PluginState.ON);
    client.call();
    assertThat(traced.linker.errors()).as("on again").isEqualTo(4);
  }

  @Test
  void hook_virtualMachineError_reachesTheApplication() throws Exception {
    Traced traced =
        traced(
            PAIR.replace(
                "Log.add(\"enter\"); return \"e\";", "throw new StackOverflowError(\"deep\");"));
    Callable<String> client = client(traced);
    assertThatThrownBy(client::call).isInstanceOf(StackOverflowError.class).hasMessage("deep");
    assertThat(traced.linker.errors()).isZero();
  }

  @Test
  void pluginClass_failingToInitialise_turnsThePluginOffForTheLoader() throws Exception {
    Traced traced =
        traced(
            PAIR.replace(
                "public final class P {",
                "public final class P { static final int N = Integer.parseInt(\"x\");"));
    assertThat(client(traced).call()).isEqualTo("w");
    assertThat(Log.take()).containsExactly("work");
    assertThat(traced.told)
        .containsExactly(
            "first span hook", "linkage error of p: java.lang.ExceptionInInitializerError");
  }

  @Test
  void hook_linkageError_turnsThePluginOffForThatLoaderOnly() throws Exception {
    Traced traced =
        traced(
            PAIR.replace(
                "Log.add(\"enter\"); return \"e\";",
                "Log.add(\"enter\"); if (Log.LINES.size() == 1) { throw new NoSuchMethodError(\"m\"); } return \"e\";"));
    Callable<String> client = client(traced);
    client.call();
    client.call();
    assertThat(Log.take()).containsExactly("enter", "work", "work");
    assertThat(traced.told).contains("linkage error of p: java.lang.NoSuchMethodError: m");
    Log.add("not empty");
    client(traced).call();
    assertThat(Log.take()).containsExactly("not empty", "enter", "work", "exit w");
  }

  @Test
  void settings_configured_areFilledAndRefreshed() throws Exception {
    Traced traced =
        traced(
            PAIR.replace(
                    "public final class P {",
                    """
                    public final class P {
                      @Setting("word") static String word = "default";
                      @Setting("many") static int many = 1;
                      @Setting("flag") static boolean flag;
                    """)
                .replace("Log.add(\"enter\")", "Log.add(word + many + flag)"));
    traced.settings.put("p.word", "w1");
    traced.settings.put("p.many", "no number");
    Callable<String> client = client(traced);
    client.call();
    assertThat(Log.take()).first().isEqualTo("w11false");
    assertThat(traced.told).anyMatch(line -> line.startsWith("plugin.setting: plugin.p.many"));
    traced.settings.put("p.flag", "true");
    traced.linker.refreshSettings(0);
    client.call();
    assertThat(Log.take()).first().isEqualTo("w11true");
  }

  @Test
  void warmUp_ofFreshLinker_leavesNoTrace() {
    Traced traced = traced(PAIR);
    traced.linker.warmUp(traced.weaver);
    assertThat(traced.told).isEmpty();
    assertThat(traced.linker.linked(0)).isZero();
  }

  private static Traced traced(String plugin) {
    return new Traced(Compiled.library(CLIENT).plugin(plugin));
  }

  @SuppressWarnings("unchecked")
  private static Callable<String> client(Traced traced) throws Exception {
    return (Callable<String>) traced.load("lib.Client").getConstructor().newInstance();
  }
}
