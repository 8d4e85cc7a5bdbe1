package dev.clew.build.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.engine.index.Binding;
import dev.clew.engine.index.Hook;
import dev.clew.engine.index.HookIndex;
import dev.clew.engine.index.Site;
import dev.clew.plugin.Origin;
import dev.clew.plugin.spi.HookErrors;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CompiledTest {

  private static final String CLIENT =
      """
      package lib;
      public class Client {
        public String call(String to, int times) { return to + times; }
        public int count(long since) { return 1; }
      }
      """;

  private static final String PLUGIN =
      """
      package sample;
      import dev.clew.plugin.*;
      import lib.Client;
      @Plugin(name = "sample", group = "rpc", opens = "java.base/java.net")
      public final class Sample {
        @Setting("capture-more") static boolean more;
        @Enter(type = "lib.Client", method = "call", args = {"java.lang.String", "int"})
        public static Object before(@Self Client self, @Arg(0) String to, Origin origin, @Arg(1) int n) {
          if (n < 0) { throw new IllegalStateException("negative"); }
          return n == 0 ? null : to + n + origin.methodName();
        }
        @Exit("before")
        public static void after(@Returned String result, @Thrown Throwable error) {
          System.setProperty("sample.result", String.valueOf(result));
        }
        @Exit(subtypeOf = "lib.Client", method = "count")
        public static void counted(@Returned int result, @Arg(0) long since) {
          System.setProperty("sample.count", result + "/" + since);
        }
      }
      """;

  private final Compiled compiled = Compiled.library(CLIENT).plugin(PLUGIN);
  private final HookIndex index = compiled.index();

  @AfterEach
  void cleanUp() {
    HookErrors.install(null);
    System.clearProperty("sample.result");
    System.clearProperty("sample.count");
  }

  @Test
  void index_ofPlugin_findsItsHooks() {
    assertThat(index.pluginCount()).isEqualTo(1);
    assertThat(index.pluginName(0)).isEqualTo("sample");
    assertThat(index.pluginGroup(0)).isEqualTo("rpc");
    assertThat(index.pluginFlags(0)).isEqualTo(HookIndex.ENABLED_BY_DEFAULT);
    assertThat(index.hooksOf("lib/Client")).containsExactly(0);
    assertThat(index.hooksOf("lib/Clien")).isNull();
    assertThat(index.markerOf("lib/Client")).isZero();
    assertThat(index.hooksOfMarker(0)).containsExactly(1);
    assertThat(index.ignored("lib/Client")).isFalse();
    assertThat(index.ignored("dev/clew/engine/Engine")).isTrue();
  }

  @Test
  void hook_ofPair_hasSitesAndPattern() {
    Hook hook = index.hook(0);
    assertThat(hook.method.names).containsExactly("call");
    assertThat(hook.method.args).containsExactly("Ljava/lang/String;", "I");
    assertThat(hook.method.openArgs).isFalse();
    Site enter = hook.enter;
    assertThat(enter).isNotNull();
    assertThat(enter.descriptor)
        .isEqualTo("(Ljava/lang/Object;Ljava/lang/Object;I)Ljava/lang/Object;");
    assertThat(enter.origin).isTrue();
    Site exit = hook.exit;
    assertThat(exit).isNotNull();
    assertThat(exit.descriptor)
        .isEqualTo("(Ljava/lang/Object;Ljava/lang/Object;Ljava/lang/Object;)V");
    assertThat(exit.bindings)
        .extracting(b -> b.kind)
        .containsExactly(Binding.RETURNED, Binding.THROWN, Binding.ENTERED);
    assertThat(hook.plugin).isSameAs(index.plugin(0));
    assertThat(hook.plugin.settings).containsExactly("more\tZ\tcapture-more\tsample/Sample");
    assertThat(hook.plugin.opens).containsExactly("java.base/java.net");
    assertThat(index.hook(1).exit.descriptor).isEqualTo("(IJ)V");
  }

  @Test
  void bridges_called_passValuesSuppressErrorsAndKeepTheGate() throws Exception {
    Class<?> plugin = load("sample.Sample");
    Object client = plugin.getClassLoader().loadClass("lib.Client").getConstructor().newInstance();
    Origin origin = new Origin(Object.class, "call", "()V");
    List<String> errors = new ArrayList<>();
    HookErrors.install((error, name, hook) -> errors.add(error.getMessage() + name + hook));

    Method before =
        plugin.getMethod("clew$before", Object.class, Object.class, Object.class, int.class);
    assertThat(before.isSynthetic()).isTrue();
    assertThat(before.invoke(null, origin, client, "to", 2)).isEqualTo("to2call");
    assertThat(before.invoke(null, origin, client, "to", -1)).isNull();
    assertThat(errors).containsExactly("negativesamplebefore");

    Method after = plugin.getMethod("clew$after", Object.class, Object.class, Object.class);
    after.invoke(null, "result", null, null);
    assertThat(System.getProperty("sample.result")).isNull();
    after.invoke(null, "result", null, "entered");
    assertThat(System.getProperty("sample.result")).isEqualTo("result");

    plugin.getMethod("clew$counted", int.class, long.class).invoke(null, 3, 4L);
    assertThat(System.getProperty("sample.count")).isEqualTo("3/4");
  }

  private Class<?> load(String name) throws ClassNotFoundException {
    ClassLoader loader =
        new ClassLoader(getClass().getClassLoader()) {
          @Override
          protected Class<?> findClass(String wanted) {
            byte[] bytes = compiled.classFile(wanted.replace('.', '/'));
            return defineClass(wanted, bytes, 0, bytes.length);
          }
        };
    return loader.loadClass(name);
  }
}
