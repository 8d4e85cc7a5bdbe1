package dev.clew.engine.weave;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.build.testing.Compiled;
import dev.clew.engine.testing.Traced;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import seen.Log;

/** Hooks that change arguments and results: all or nothing, and never a wrong type. */
class RewriteTest {

  private static final String CLIENT =
      """
      package lib;
      public class Client {
        public String call(String to, int times, Runnable task, long[] rest) {
          return to + times + (task == null) + rest.length;
        }
        public CharSequence name(int kind) {
          if (kind == 0) { return null; }
          if (kind == 1) { throw new IllegalStateException("kind"); }
          return "own" + kind;
        }
      }
      """;

  private static final String HEAD =
      """
      package p;
      import dev.clew.plugin.*;
      import seen.Log;
      @Plugin(name = "p", group = "g")
      public final class P {
      """;

  private static final String ENTER =
      """
      @Enter(type = "lib.Client", method = "call")
      @Rewrites(arg = {0, 1, 3})
      public static Object[] before() { %s }
      @Exit("before")
      public static void after(@Entered Object entered, @Arg(0) String to) { Log.add(entered + to); }
      """;

  private static final String RETURN =
      """
      @Exit(type = "lib.Client", method = "name")
      @RewritesReturn
      public static Object after(@Returned CharSequence r, @Thrown Throwable t) {
        Log.add(r + " " + t);
        %s
      }
      """;

  @BeforeEach
  void forget() {
    Log.take();
  }

  @Test
  void arguments_ofRightTypes_areReplaced() throws Exception {
    assertThat(call("return Rewrite.of(\"e\", \"new\", 5, new long[2]);")).isEqualTo("new5true2");
    assertThat(Log.take()).containsExactly("eold");
  }

  @Test
  void arguments_withNullForReference_areReplaced() throws Exception {
    assertThat(call("return Rewrite.of(\"e\", null, 5, new long[2]);")).isEqualTo("null5true2");
  }

  @Test
  void arguments_withOneWrongType_allStayAndExitRuns() throws Exception {
    assertThat(call("return Rewrite.of(\"e\", \"new\", 5L, new long[2]);")).isEqualTo("old1true1");
    assertThat(call("return Rewrite.of(\"e\", \"new\", null, new long[2]);"))
        .isEqualTo("old1true1");
    assertThat(call("return Rewrite.of(\"e\", \"new\", 5, new int[2]);")).isEqualTo("old1true1");
    assertThat(call("return Rewrite.of(\"e\", \"new\");")).isEqualTo("old1true1");
    assertThat(Log.take()).containsOnly("eold").hasSize(4);
  }

  @Test
  void arguments_withNullOrEmptyOrFailure_stayAndExitIsNotCalled() throws Exception {
    assertThat(call("return null;")).isEqualTo("old1true1");
    assertThat(call("return new Object[0];")).isEqualTo("old1true1");
    assertThat(call("throw new IllegalStateException();")).isEqualTo("old1true1");
    assertThat(Log.take()).isEmpty();
  }

  @Test
  void arguments_ofTwoHooks_areRewrittenInOrder() throws Exception {
    Object client =
        traced(
            """
            @Enter(type = "lib.Client", method = "call")
            @Rewrites(arg = 0)
            public static Object[] outer(@Arg(0) String to) { return Rewrite.of("o", to + ">outer"); }
            @Exit("outer")
            public static void outerEnd(@Entered Object e, @Arg(0) String to) { Log.add(e + to); }
            @Enter(type = "lib.Client", method = "call")
            @Rewrites(arg = 0)
            public static Object[] inner(@Arg(0) String to) { return Rewrite.of("i", to + ">inner"); }
            @Exit("inner")
            public static void innerEnd(@Entered Object e, @Arg(0) String to) { Log.add(e + to); }
            """);
    assertThat(HookedCallTest.call(client, "call", "old", 1, null, new long[1]))
        .isEqualTo("old>outer>inner1true1");
    assertThat(Log.take()).containsExactly("iold>outer", "oold");
  }

  @Test
  void result_ofRightType_isReplaced() throws Exception {
    Object client = traced(RETURN.formatted("return new StringBuilder(\"new\");"));
    assertThat(HookedCallTest.call(client, "name", 2)).hasToString("new");
    assertThat(HookedCallTest.call(client, "name", 0)).hasToString("new");
  }

  @Test
  void result_ofWrongTypeOrNullOrFailure_stays() throws Exception {
    Object wrong = traced(RETURN.formatted("return 1;"));
    assertThat(HookedCallTest.call(wrong, "name", 2)).isEqualTo("own2");
    assertThat(HookedCallTest.call(wrong, "name", 0)).isNull();
    Object none = traced(RETURN.formatted("return null;"));
    assertThat(HookedCallTest.call(none, "name", 2)).isEqualTo("own2");
    Object failing = traced(RETURN.formatted("throw new IllegalStateException();"));
    assertThat(HookedCallTest.call(failing, "name", 2)).isEqualTo("own2");
  }

  private Object call(String enterBody) throws Exception {
    Object client = traced(ENTER.formatted(enterBody));
    return HookedCallTest.call(client, "call", "old", 1, null, new long[1]);
  }

  private Object traced(String hooks) throws Exception {
    Traced traced = new Traced(Compiled.library(CLIENT).plugin(HEAD + hooks + "}"));
    return traced.load("lib.Client").getConstructor().newInstance();
  }
}
