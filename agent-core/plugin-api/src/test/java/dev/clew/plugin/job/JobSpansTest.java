package dev.clew.plugin.job;

import static io.opentelemetry.api.common.AttributeKey.stringKey;
import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.plugin.TestAgent;
import dev.clew.plugin.spi.PluginState;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class JobSpansTest {

  @RegisterExtension final TestAgent agent = new TestAgent();

  @Test
  void span_ofMethod_isNamedByTypeAndMethod() {
    JobSpans jobs = agent.link(() -> JobSpans.of("spring-scheduling"));
    jobs.end(jobs.start(JobSpansTest.class, "clean"), null);

    SpanData span = agent.span();
    assertThat(span.getName()).isEqualTo("JobSpansTest.clean");
    assertThat(span.getKind()).isEqualTo(SpanKind.INTERNAL);
    assertThat(span.getAttributes().get(stringKey("code.function.name")))
        .isEqualTo("dev.clew.plugin.job.JobSpansTest.clean");
    assertThat(span.getAttributes().get(stringKey("clew.job.system")))
        .isEqualTo("spring-scheduling");
  }

  @Test
  void run_insideOfARequest_isARootWithALink() {
    JobSpans jobs = agent.link(() -> JobSpans.of("timer"));
    Span request = agent.tracer("app").spanBuilder("request").startSpan();
    try (Scope ignored = request.makeCurrent()) {
      jobs.end(jobs.start("nightly"), null);
      assertThat(Span.current()).isSameAs(request);
    }

    assertThat(agent.span().getParentSpanContext().isValid()).isFalse();
    assertThat(agent.span().getTraceId()).isNotEqualTo(request.getSpanContext().getTraceId());
    assertThat(agent.span().getLinks()).hasSize(1);
    assertThat(agent.span().getLinks().get(0).getSpanContext()).isEqualTo(request.getSpanContext());
  }

  @Test
  void run_nested_isOneSpan() {
    JobSpans jobs = agent.link(() -> JobSpans.of("timer"));
    Object call = jobs.start("outer");
    assertThat(jobs.start("inner")).isNull();
    jobs.end(call, null);

    assertThat(agent.span().getName()).isEqualTo("outer");
  }

  @Test
  void failure_isRecorded() {
    JobSpans jobs = agent.link(() -> JobSpans.of("timer"));
    jobs.end(jobs.start("nightly"), new IllegalStateException("broken"));

    assertThat(agent.span().getStatus()).isEqualTo(StatusData.error());
    assertThat(agent.span().getEvents()).hasSize(1);
  }

  @Test
  void mode_propagate_leavesTheCallersContextButMakesNoSpan() {
    JobSpans jobs = agent.link(() -> JobSpans.of("timer"));
    agent.plugin.mode(PluginState.PROPAGATE);
    Span request = agent.tracer("app").spanBuilder("request").startSpan();
    try (Scope ignored = request.makeCurrent()) {
      Object call = jobs.start("nightly");
      assertThat(Span.current().getSpanContext().isValid()).isFalse();
      jobs.end(call, null);
    }

    assertThat(agent.spans()).isEmpty();
  }

  @Test
  void mode_off_doesNothing() {
    JobSpans jobs = agent.link(() -> JobSpans.of("timer"));
    agent.plugin.mode(PluginState.OFF);

    assertThat(jobs.start("nightly")).isNull();
    assertThat(Context.current()).isSameAs(Context.root());
  }
}
