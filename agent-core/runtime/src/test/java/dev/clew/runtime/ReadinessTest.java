package dev.clew.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.runtime.config.Configs;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

final class ReadinessTest {

  @Test
  void await_readyMeanwhile_returnsTrue() throws InterruptedException {
    Readiness readiness = new Readiness(Configs.args("start.wait=60s"));
    CountDownLatch began = new CountDownLatch(1);
    AtomicReference<Boolean> result = new AtomicReference<>();
    Thread waiter =
        new Thread(
            () -> {
              began.countDown();
              result.set(readiness.await());
            });
    waiter.start();
    began.await();
    readiness.ready();
    waiter.join();
    assertThat(result.get()).isTrue();
    assertThat(readiness.isReady()).isTrue();
  }

  @Test
  void await_noWaitAllowed_returnsFalse() {
    assertThat(new Readiness(Configs.args("start.wait=0")).await()).isFalse();
  }

  @Test
  void await_startFailed_returnsFalseAtOnce() {
    Readiness readiness = new Readiness(Configs.args("start.wait=60s"));
    readiness.never();
    assertThat(readiness.await()).isFalse();
  }

  @Test
  void await_interrupted_returnsFalseAndKeepsTheMark() {
    Readiness readiness = new Readiness(Configs.args("start.wait=60s"));
    Thread.currentThread().interrupt();
    assertThat(readiness.await()).isFalse();
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void startWait_badText_isTheDefault() {
    assertThat(dev.clew.runtime.config.StartWait.millis(Configs.args("start.wait=soon")))
        .isEqualTo(2000);
  }
}
