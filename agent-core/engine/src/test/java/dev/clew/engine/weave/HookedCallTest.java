package dev.clew.engine.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clew.build.testing.Compiled;
import dev.clew.engine.testing.Traced;
import java.lang.reflect.InvocationTargetException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import seen.Log;

/** Woven code that really runs: what hooks see, what the application sees. */
class HookedCallTest {

  private static final String CLIENT =
      """
      package lib;
      import seen.Log;
      public class Client {
        private final String host = "h1";
        private static long total = 7;
        public String call(String to, int times, long since, double share) {
          Log.add("body " + to + times + since + share);
          to = null; times = 0; since = -1; share = -1;
          if (to != null) { int other = 3; return "never" + other; }
          return "answer";
        }
        public static int sum(byte a, short b, char c, boolean d, float e) {
          int result = a + b + c + (d ? 1 : 0) + (int) e;
          return result;
        }
        public String fail(String to) {
          throw new IllegalStateException(to);
        }
        public Client() { Log.add("constructed"); }
        public Client(String name, int n) { this(); Log.add("second"); }
        public int loop(int n) {
          while (true) {
            if (n > 3) { return n; }
            n++;
          }
        }
        public synchronized long both(Object lock) throws Exception {
          try {
            synchronized (lock) { return 5L; }
          } finally {
            Log.add("finally");
          }
        }
        public void none() {}
      }
      """;

  private static final String HEAD =
      """
      package p;
      import dev.clew.plugin.*;
      import seen.Log;
      import lib.Client;
      @Plugin(name = "p", group = "g")
      public final class P {
      """;

  @BeforeEach
  void forget() {
    Log.take();
  }

  @Test
  void exit_afterArgumentsAreOverwritten_seesThoseOfTheCall() throws Exception {
    Object client =
        traced(
            """
            @Enter(type = "lib.Client", method = "call")
            public static Object before(@Self Client self, @Arg(0) String to, @Arg(1) int times,
                @Arg(2) long since, @Arg(3) double share) {
              Log.add("enter " + to + times + since + share);
              return self;
            }
            @Exit("before")
            public static void after(@Entered Object entered, @Self Client self, @Returned String r,
                @Thrown Throwable t, @Arg(0) String to, @Arg(1) int times, @Arg(2) long since,
                @Arg(3) double share, @AllArgs Object[] all) {
              Log.add("exit " + (entered == self) + r + t + to + times + since + share + all.length + all[2]);
            }
            """);
    assertThat(call(client, "call", "x", 2, 3L, 4.5)).isEqualTo("answer");
    assertThat(Log.take())
        .containsExactly("enter x234.5", "body x234.5", "exit trueanswernullx234.543");
  }

  @Test
  void exit_ofStaticMethod_seesPrimitivesAndNoSelf() throws Exception {
    Object client =
        traced(
            """
            @Exit(type = "lib.Client", method = "sum")
            public static void after(@Self Object self, @Arg(0) byte a, @Arg(1) short b, @Arg(2) char c,
                @Arg(3) boolean d, @Arg(4) float e, @Returned int r, @AllArgs Object[] all,
                Origin origin) {
              Log.add(self + " " + a + b + c + d + e + " " + r + " " + java.util.Arrays.toString(all)
                  + origin.declaringClass().getName() + origin.methodName() + origin.methodDescriptor());
            }
            """);
    assertThat(call(client, "sum", (byte) 1, (short) 2, 'c', true, 4f)).isEqualTo(107);
    assertThat(Log.take())
        .containsExactly("null 12ctrue4.0 107 [1, 2, c, true, 4.0]lib.Clientsum(BSCZF)I");
  }

  @Test
  void exit_afterThrow_seesTheThrowableWhichGoesOn() throws Exception {
    Object client =
        traced(
            """
            @Enter(type = "lib.Client", method = "fail")
            public static Object before() { return "e"; }
            @Exit("before")
            public static void after(@Entered Object entered, @Returned Object r, @Thrown Throwable t) {
              Log.add(entered + " " + r + " " + t.getMessage());
            }
            """);
    assertThatThrownBy(() -> call(client, "fail", "why"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("why")
        .satisfies(
            e ->
                assertThat(e.getStackTrace()[0].toString())
                    .as("line number as in the source")
                    .isEqualTo("lib.Client.fail(Client.java:17)"));
    assertThat(Log.take()).containsExactly("e null why");
  }

  @Test
  void exit_whenEnterGivesNull_isNotCalled() throws Exception {
    Object client =
        traced(
            """
            @Enter(type = "lib.Client", method = "none")
            public static Object before() { Log.add("enter"); return null; }
            @Exit("before")
            public static void after(@Entered Object entered) { Log.add("exit"); }
            """);
    call(client, "none");
    assertThat(Log.take()).containsExactly("enter");
  }

  @Test
  void constructor_hooked_entersBeforeSuperAndExitsWithThis() throws Exception {
    Object client =
        traced(
            """
            @Enter(type = "lib.Client", method = "<init>", args = {"java.lang.String", "int"})
            public static Object before(@Arg(1) int n) { Log.add("enter " + n); return "e"; }
            @Exit("before")
            public static void after(@Entered Object entered, @Self Client self, @Arg(0) String name) {
              Log.add("exit " + self.getClass().getName() + name);
            }
            """);
    client.getClass().getConstructor(String.class, int.class).newInstance("n", 9);
    assertThat(Log.take()).containsExactly("enter 9", "constructed", "second", "exit lib.Clientn");
  }

  @Test
  void fields_declaredThere_areBound() throws Exception {
    Object client =
        traced(
            """
            @Exit(type = "lib.Client", method = "none")
            public static void after(@Field("host") String host, @Field("total") long total) {
              Log.add(host + total);
            }
            """);
    call(client, "none");
    assertThat(Log.take()).containsExactly("h17");
  }

  @Test
  void loopToFirstInstruction_hooked_runs() throws Exception {
    Object client =
        traced(
            """
            @Enter(type = "lib.Client", method = "loop")
            @Rewrites(arg = 0)
            public static Object[] before(@Arg(0) int n) { return Rewrite.of("e", n + 10); }
            @Exit("before")
            public static void after(@Entered Object entered, @Arg(0) int n, @Returned int r) {
              Log.add(entered + " " + n + " " + r);
            }
            """);
    assertThat(call(client, "loop", 1)).isEqualTo(11);
    assertThat(Log.take()).containsExactly("e 1 11");
  }

  @Test
  void finallyAndMonitors_hookedTwice_nestInOrder() throws Exception {
    Object client =
        traced(
            """
            @Enter(type = "lib.Client", method = "both")
            public static Object a() { Log.add("a"); return "A"; }
            @Exit("a")
            public static void endA(@Entered Object entered, @Returned long r) { Log.add("end a " + r); }
            @Enter(type = "lib.Client", method = "both")
            public static Object b() { Log.add("b"); return "B"; }
            @Exit("b")
            public static void endB(@Entered Object entered, @Returned Object r) { Log.add("end b " + r); }
            """);
    assertThat(call(client, "both", new Object())).isEqualTo(5L);
    assertThat(Log.take()).containsExactly("a", "b", "finally", "end b 5", "end a 5");
    assertThatThrownBy(() -> call(client, "both", new Object[] {null}))
        .isInstanceOf(NullPointerException.class);
    assertThat(Log.take()).containsExactly("a", "b", "finally", "end b null", "end a 0");
  }

  private Object traced(String hooks) throws Exception {
    Traced traced = new Traced(Compiled.library(CLIENT).plugin(HEAD + hooks + "}"));
    Object client = traced.load("lib.Client").getConstructor().newInstance();
    Log.take();
    return client;
  }

  static Object call(Object target, String name, Object... args) throws Exception {
    for (java.lang.reflect.Method method : target.getClass().getMethods()) {
      if (method.getName().equals(name)) {
        try {
          return method.invoke(target, args);
        } catch (InvocationTargetException e) {
          if (e.getCause() instanceof Exception cause) {
            throw cause;
          }
          throw e;
        }
      }
    }
    throw new NoSuchMethodException(name);
  }
}
