package dev.clew.engine.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.build.testing.Compiled;
import dev.clew.engine.testing.Traced;
import dev.clew.plugin.spi.PluginState;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import seen.Calls;

/** Switching while calls run: every enter that handed something over has its exit. */
class ToggleTest {

  private static final int THREADS = 4;
  private static final int TOGGLES = 1000;

  private static final String CLIENT =
      """
      package lib;
      public class Client implements java.util.function.IntUnaryOperator {
        public int applyAsInt(int n) {
          int sum = 0;
          for (int i = 0; i < 20; i++) { sum += step(i + n); }
          if (n % 7 == 0) { throw new IllegalStateException(); }
          return sum;
        }
        private static int step(int n) { return n * 31; }
      }
      """;

  private static final String PLUGIN =
      """
      package p;
      import dev.clew.plugin.*;
      import seen.Calls;
      @Plugin(name = "p", group = "g")
      public final class P {
        @Enter(type = "lib.Client", method = {"applyAsInt", "step"})
        public static Object before(@Arg(0) int n) {
          Calls.ENTERED.incrementAndGet();
          Calls.OPEN.incrementAndGet();
          return Integer.valueOf(n);
        }
        @Exit("before")
        public static void after(@Entered Object entered, @Arg(0) int n) {
          Calls.OPEN.decrementAndGet();
          if (!entered.equals(n)) { Calls.MISMATCHED.incrementAndGet(); }
        }
      }
      """;

  @Test
  void mode_toggledUnderLoad_leavesNoCallOpen() throws Exception {
    Traced traced = new Traced(Compiled.library(CLIENT).plugin(PLUGIN));
    var client =
        (java.util.function.IntUnaryOperator)
            traced.load("lib.Client").getConstructor().newInstance();
    CountDownLatch running = new CountDownLatch(THREADS);
    boolean[] stop = new boolean[1];
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < THREADS; t++) {
      Thread thread =
          new Thread(
              () -> {
                for (int n = 0; !stopped(stop); n++) {
                  try {
                    client.applyAsInt(n);
                  } catch (IllegalStateException expected) {
                    continue;
                  } finally {
                    running.countDown();
                  }
                }
              });
      thread.start();
      threads.add(thread);
    }
    running.await();
    for (int i = 0; i < TOGGLES; i++) {
      traced.mode(i % 2 == 0 ? PluginState.OFF : PluginState.ON);
    }
    traced.mode(PluginState.OFF);
    synchronized (stop) {
      stop[0] = true;
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(Calls.OPEN).hasValue(0);
    assertThat(Calls.MISMATCHED).hasValue(0);
    assertThat(Calls.ENTERED.get()).isPositive();
    long enteredWhenOff = Calls.ENTERED.get();
    client.applyAsInt(1);
    assertThat(Calls.ENTERED).as("off").hasValue(enteredWhenOff);
    traced.mode(PluginState.ON);
    client.applyAsInt(1);
    assertThat(Calls.ENTERED).as("on again").hasValue(enteredWhenOff + 21);
    assertThat(traced.told).containsExactly("first span hook");
  }

  private static boolean stopped(boolean[] stop) {
    synchronized (stop) {
      return stop[0];
    }
  }
}
