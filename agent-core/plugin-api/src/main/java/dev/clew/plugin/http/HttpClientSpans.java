package dev.clew.plugin.http;

import dev.clew.plugin.Call;
import dev.clew.plugin.family.AttributeArray;
import dev.clew.plugin.family.Calls;
import dev.clew.plugin.family.Failures;
import dev.clew.plugin.spi.Services;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapSetter;
import java.net.URI;
import java.net.URL;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * CLIENT spans of HTTP requests. A plugin extends it, keeps one instance in a static final field,
 * calls {@link #start} before the request is sent and {@link #end} when the response's headers are
 * there or the request failed.
 *
 * <p>{@code start} injects the context into the request and returns null when no {@code end} is
 * needed: the plugin is off or only propagates, the parent is not sampled, or the thread is already
 * inside a request of the same group, whose span stands for both. The library's objects are read
 * only for spans that are recorded.
 *
 * @param <Q> the library's request
 * @param <R> the library's response
 */
public abstract class HttpClientSpans<Q, R> {

  private final Calls calls = new Calls(null);
  private final TextMapSetter<Q> setter =
      new Injection<>(
          new HeaderSetter<Q>() {
            @Override
            public void set(Q request, String name, String value) {
              inject(request, name, value);
            }
          });

  /** To be called while the plugin's class is initialised. */
  protected HttpClientSpans() {}

  /** The method as it is sent; null if it is not known. */
  protected abstract @Nullable String method(Q request);

  /** The absolute URL, or what follows the base given to {@link #start}; null if that is all. */
  protected abstract @Nullable String uri(Q request);

  /** The response's status code; zero or less if there is none. */
  protected abstract int status(R response);

  /** Sets a header of the request, replacing what was there under this name. */
  protected abstract void inject(Q request, String name, String value);

  /** The values of a request header, for capture lists; the name is in lower case. */
  protected List<String> requestHeaders(Q request, String name) {
    return Collections.emptyList();
  }

  /** The values of a response header, for capture lists; the name is in lower case. */
  protected List<String> responseHeaders(R response, String name) {
    return Collections.emptyList();
  }

  /** The protocol of the exchange: {@code HTTP/1.1} or {@code 1.1}; null if it is not known. */
  protected @Nullable String protocol(R response) {
    return null;
  }

  /** How often the request was sent before: by a redirect or a retry. */
  protected int resendCount(Q request) {
    return 0;
  }

  /** Starts a call whose request knows its absolute URL, and makes it current. */
  public final @Nullable Object start(Q request) {
    return attached(begin(request, null));
  }

  /**
   * Starts a call and makes it current.
   *
   * @param base {@code scheme://host[:port]}, used if the request's {@code uri} is not absolute
   */
  public final @Nullable Object start(Q request, @Nullable String base) {
    return attached(begin(request, base));
  }

  /** Starts a call and makes it current; as {@link #start(Object, String)}. */
  public final @Nullable Object start(Q request, @Nullable URL base) {
    return attached(begin(request, base));
  }

  /** Starts a call and makes it current; as {@link #start(Object, String)}. */
  public final @Nullable Object start(Q request, @Nullable URI base) {
    return attached(begin(request, base));
  }

  /**
   * Starts a call without making it current, for exchanges that span several calls of the
   * application, which must not run inside the span.
   *
   * @param base as for {@link #start(Object, String)}; its {@code toString} is used
   */
  public final @Nullable Object startDetached(Q request, @Nullable Object base) {
    return begin(request, base);
  }

  /**
   * Ends what {@link #start} made current on this thread, and leaves the call open: for an exit
   * that runs before the response of an asynchronous request is there.
   */
  public final void detach(@Nullable Object call) {
    if (call instanceof Call) {
      ((Call) call).detach();
    }
  }

  /**
   * Ends a call; on any thread, the first time only.
   *
   * @param call from {@link #start}; null does nothing
   * @param response null if none came
   * @param error null if none was thrown
   */
  public final void end(@Nullable Object call, @Nullable R response, @Nullable Throwable error) {
    if (call instanceof Call && ((Call) call).finish()) {
      Span span = ((Call) call).span();
      if (span.isRecording()) {
        try {
          describe(span, response, error);
        } finally {
          span.end();
        }
      }
    }
  }

  /** Ends the call when the stage completes; it stays current until {@link #detach}. */
  public final void endWhenComplete(@Nullable Object call, CompletionStage<? extends R> stage) {
    if (call != null) {
      stage.whenComplete(
          new BiConsumer<R, Throwable>() {
            @Override
            public void accept(@Nullable R response, @Nullable Throwable error) {
              try {
                end(call, response, error);
              } catch (RuntimeException | LinkageError e) {
                calls.failed(e, "end");
              }
            }
          });
    }
  }

  /**
   * Injects into a carrier other than the request; for libraries with immutable requests, whose
   * {@link #inject(Object, String, String)} does nothing.
   *
   * @param call from {@link #start}; null injects the current context
   */
  public final <C> void inject(@Nullable Object call, C carrier, HeaderSetter<? super C> target) {
    if (calls.off()) {
      return;
    }
    Context context = call instanceof Call ? ((Call) call).context() : Context.current();
    if (!calls.suppressed(context)) {
      calls.services().propagator().inject(context, carrier, new Injection<C>(target));
    }
  }

  private static @Nullable Object attached(@Nullable Call call) {
    return call == null ? null : call.attach();
  }

  private @Nullable Call begin(Q request, @Nullable Object base) {
    if (calls.off()) {
      return null;
    }
    Context parent = Context.current();
    if (calls.suppressed(parent) || calls.nested(parent)) {
      return null;
    }
    if (calls.propagatesOnly() || calls.dropped(parent)) {
      calls.services().propagator().inject(parent, request, setter);
      return null;
    }
    return started(request, base, parent);
  }

  private Call started(Q request, @Nullable Object base, Context parent) {
    HttpSettings settings = HttpSettings.current(calls.services());
    HttpMethod method = HttpMethod.of(method(request), settings.methods);
    SpanBuilder builder = calls.span(method.spanName, SpanKind.CLIENT, parent);
    builder.setAttribute(HttpAttributes.METHOD, method.name);
    boolean known = calls.sampled(parent);
    if (known) {
      builder.setAllAttributes(describe(request, base, method, settings));
    }
    Span span = builder.startSpan();
    boolean whole = false;
    try {
      if (!known && span.isRecording()) {
        span.setAllAttributes(describe(request, base, method, settings));
      }
      Call call = calls.call(parent, span, null);
      calls.services().propagator().inject(call.context(), request, setter);
      whole = true;
      return call;
    } finally {
      if (!whole) {
        span.end(); // the library's objects did not answer; nobody gets the call
      }
    }
  }

  private AttributeArray describe(
      Q request, @Nullable Object base, HttpMethod method, HttpSettings settings) {
    Services services = calls.services();
    AttributeArray attributes = new AttributeArray(8);
    attributes.put(HttpAttributes.METHOD_ORIGINAL, method.original);
    String text = base == null ? null : base.toString();
    RequestUrl url = RequestUrl.of(text, uri(request), settings.redaction);
    if (url.host == null) {
      services.count("http.client.malformed_url");
    }
    attributes.put(HttpAttributes.URL_FULL, url.full);
    attributes.put(HttpAttributes.SERVER_ADDRESS, url.host);
    attributes.putIfKnown(HttpAttributes.SERVER_PORT, url.port);
    int resends = resendCount(request);
    attributes.putIfKnown(HttpAttributes.RESEND_COUNT, resends > 0 ? resends : -1);
    HeaderCapture capture = settings.clientRequest;
    for (int i = 0; i < capture.names.length; i++) {
      List<String> values = requestHeaders(request, capture.names[i]);
      attributes.put(capture.keys[i], values.isEmpty() ? null : values);
    }
    return attributes;
  }

  private void describe(Span span, @Nullable R response, @Nullable Throwable error) {
    int status = response == null ? 0 : status(response);
    if (response != null) {
      span.setAllAttributes(describe(response, status));
    }
    Throwable failure = Failures.relevant(error);
    if (failure != null) {
      Failures.fail(span, failure, null);
    } else if (status >= 400) {
      Failures.fail(span, StatusCode.text(status));
    }
  }

  private AttributeArray describe(R response, int status) {
    HeaderCapture capture = HttpSettings.current(calls.services()).clientResponse;
    AttributeArray attributes = new AttributeArray(2 + capture.names.length);
    attributes.put(HttpAttributes.STATUS, StatusCode.number(status));
    attributes.put(HttpAttributes.PROTOCOL_VERSION, Protocol.version(protocol(response)));
    for (int i = 0; i < capture.names.length; i++) {
      List<String> values = responseHeaders(response, capture.names[i]);
      attributes.put(capture.keys[i], values.isEmpty() ? null : values);
    }
    return attributes;
  }
}
