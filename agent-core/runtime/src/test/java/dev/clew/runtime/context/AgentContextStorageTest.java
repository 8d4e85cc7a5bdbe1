package dev.clew.runtime.context;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.ContextStorage;
import io.opentelemetry.context.Scope;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

final class AgentContextStorageTest {

  private static final ContextKey<String> NAME = ContextKey.named("name");

  private final AgentContextStorage storage = new AgentContextStorage();
  private final Context a = Context.root().with(NAME, "a");
  private final Context b = Context.root().with(NAME, "b");

  @Test
  void api_serviceFile_usesThisStorage() {
    assertThat(ContextStorage.get()).isSameAs(AgentContextStorage.instance());
  }

  @Test
  void attach_nested_restoresInOrder() {
    Scope outer = storage.attach(a);
    Scope inner = storage.attach(b);
    assertThat(storage.current()).isSameAs(b);
    inner.close();
    assertThat(storage.current()).isSameAs(a);
    outer.close();
    assertThat(storage.current()).isNull();
    assertThat(storage.counters().open()).isZero();
    assertThat(storage.counters().misuse()).isZero();
  }

  @Test
  void attach_nothingNew_isANoOp() {
    assertThat(storage.attach(null)).isSameAs(Scope.noop());
    assertThat(storage.attach(Context.root())).isSameAs(Scope.noop());
    Scope scope = storage.attach(a);
    assertThat(storage.attach(a)).isSameAs(Scope.noop());
    scope.close();
  }

  @Test
  void attach_rootInsideOfAContext_hidesIt() {
    Scope outer = storage.attach(a);
    Scope hidden = storage.attach(Context.root());
    assertThat(storage.current()).isSameAs(Context.root());
    hidden.close();
    assertThat(storage.current()).isSameAs(a);
    outer.close();
  }

  @Test
  void close_outOfOrder_isCountedAndLeavesNoStrayContext() {
    Scope outer = storage.attach(a);
    Scope inner = storage.attach(b);
    outer.close();
    assertThat(storage.current()).isSameAs(b);
    assertThat(storage.counters().misuse()).isEqualTo(1);
    inner.close();
    assertThat(storage.current()).isNull();
    assertThat(storage.counters().open()).isZero();
  }

  @Test
  void close_twice_isHarmless() {
    Scope outer = storage.attach(a);
    Scope inner = storage.attach(b);
    inner.close();
    inner.close();
    assertThat(storage.current()).isSameAs(a);
    outer.close();
    assertThat(storage.counters().open()).isZero();
    assertThat(storage.counters().misuse()).isZero();
  }

  @Test
  void close_onAnotherThread_isCountedAndDropsTheContextThere() throws InterruptedException {
    Scope scope = storage.attach(a);
    Thread other = new Thread(scope::close);
    other.start();
    other.join();
    assertThat(storage.counters().misuse()).isEqualTo(1);
    assertThat(storage.current()).isNull();
    assertThat(storage.counters().open()).isZero();
  }

  @Test
  void attach_beyondTheDepth_isRefusedAndCounted() {
    Deque<Scope> scopes = new ArrayDeque<>();
    for (int i = 0; i < AgentContextStorage.MAX_DEPTH + 10; i++) {
      scopes.push(storage.attach(Context.root().with(NAME, "n" + i)));
    }
    assertThat(storage.counters().open()).isEqualTo(AgentContextStorage.MAX_DEPTH);
    assertThat(storage.counters().refusedTotal()).isEqualTo(10);
    while (!scopes.isEmpty()) {
      scopes.pop().close();
    }
    assertThat(storage.current()).isNull();
    assertThat(storage.counters().open()).isZero();
  }

  @Test
  void counters_threadDiesWithAScopeOpen_staysVisible() throws InterruptedException {
    AtomicReference<Scope> leaked = new AtomicReference<>();
    Thread thread = new Thread(() -> leaked.set(storage.attach(a)));
    thread.start();
    thread.join();
    assertThat(storage.counters().open()).isEqualTo(1);
  }

  @Test
  void listener_everyChange_isToldAndMayFail() {
    List<String> changes = new ArrayList<>();
    storage.listener((before, after) -> changes.add(name(before) + ">" + name(after)));
    Scope outer = storage.attach(a);
    storage.attach(b).close();
    outer.close();
    assertThat(changes).containsExactly("->a", "a>b", "b>a", "a>-");
    storage.listener(
        (before, after) -> {
          throw new IllegalStateException("listener");
        });
    storage.attach(a).close();
    assertThat(storage.counters().listenerErrors()).isEqualTo(2);
  }

  @Test
  void ownThread_leftOutOfCounts_isNotCounted() throws InterruptedException {
    Thread thread =
        new Thread(
            () -> {
              storage.leaveOutOfCounts();
              storage.attach(a);
            });
    thread.start();
    thread.join();
    assertThat(storage.counters().open()).isZero();
  }

  @Test
  void anyOrderOfClosing_allClosed_leavesNothing() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 300; round++) {
      List<Scope> open = new ArrayList<>();
      for (int step = 0; step < 60; step++) {
        if (open.isEmpty() || random.nextBoolean()) {
          open.add(storage.attach(Context.root().with(NAME, round + "." + step)));
        } else {
          open.remove(random.nextInt(open.size())).close();
        }
      }
      open.forEach(Scope::close);
      assertThat(storage.current()).as("seed %d", seed).isNull();
      assertThat(storage.counters().open()).as("seed %d", seed).isZero();
    }
  }

  private static String name(Context context) {
    return context == null ? "-" : context.get(NAME);
  }
}
