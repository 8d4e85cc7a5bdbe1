package dev.clew.plugin.context;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.plugin.TestAgent;
import dev.clew.plugin.log.LogContext;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ContextsTest {

  @RegisterExtension final TestAgent agent = new TestAgent();

  @Test
  void capture_withoutContext_isNull() {
    assertThat(Contexts.capture()).isNull();
    assertThat(LogContext.current()).isNull();
  }

  @Test
  void attach_onOtherThread_restoresAndDetaches() throws Exception {
    Span span = agent.tracer("app").spanBuilder("request").startSpan();
    Object captured;
    try (Scope ignored = span.makeCurrent()) {
      captured = Contexts.capture();
    }
    AtomicReference<String> seen = new AtomicReference<>();
    AtomicReference<Object> after = new AtomicReference<>("unset");
    Thread other =
        new Thread(
            () -> {
              Object attached = Contexts.attach(captured);
              seen.set(Span.current().getSpanContext().getSpanId());
              Contexts.detach(attached);
              after.set(Contexts.capture());
            });
    other.start();
    other.join();

    assertThat(seen).hasValue(span.getSpanContext().getSpanId());
    assertThat(after).hasValue(null);
  }

  @Test
  void attach_whatIsCurrent_needsNoDetach() {
    Span span = agent.tracer("app").spanBuilder("request").startSpan();
    try (Scope ignored = span.makeCurrent()) {
      assertThat(Contexts.attach(Contexts.capture())).isNull();
    }
    assertThat(Contexts.attach(null)).isNull();
    assertThat(Contexts.attach("foreign")).isNull();
    Contexts.detach(null);
    Contexts.detach("foreign");
  }

  @Test
  void clear_leavesContextUntilDetached() {
    assertThat(Contexts.clear()).isNull();
    Span span = agent.tracer("app").spanBuilder("request").startSpan();
    try (Scope ignored = span.makeCurrent()) {
      Object cleared = Contexts.clear();
      assertThat(Context.current()).isSameAs(Context.root());
      Contexts.detach(cleared);
      assertThat(Span.current()).isSameAs(span);
    }
  }

  @Test
  void logContext_ofCapturedContext_tellsItsIds() {
    Span span = agent.tracer("app").spanBuilder("request").startSpan();
    Object captured;
    try (Scope ignored = span.makeCurrent()) {
      captured = Contexts.capture();
    }

    LogContext log = LogContext.of(captured);

    assertThat(log).isNotNull();
    assertThat(log.traceId()).isEqualTo(span.getSpanContext().getTraceId());
    assertThat(log.spanId()).isEqualTo(span.getSpanContext().getSpanId());
    assertThat(log.traceFlags()).isEqualTo(span.getSpanContext().getTraceFlags().asHex());
    assertThat(LogContext.of(null)).isNull();
  }
}
