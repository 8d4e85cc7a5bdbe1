package dev.clew.plugin.http;

import dev.clew.plugin.Call;
import dev.clew.plugin.family.AttributeArray;
import dev.clew.plugin.family.Calls;
import dev.clew.plugin.family.Failures;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * SERVER spans of HTTP requests: one per request, however many containers, filters and frameworks
 * are hooked. A plugin extends it, keeps one instance in a static final field, calls {@link #start}
 * before the request is handled and {@link #end} when its response is complete.
 *
 * <p>{@code start} extracts the parent and returns null when no {@code end} is needed: the plugin
 * is off, or the thread is already inside a request. A context that an earlier request left behind
 * on the thread is replaced and counted. An unsampled parent costs no reading of the request.
 *
 * @param <Q> the library's request
 * @param <R> the library's response
 */
public abstract class HttpServerSpans<Q, R> {

  private static final ContextKey<Call> REQUEST = Calls.keyOf("http-server");

  private final Calls calls = new Calls("http-server");
  private final TextMapGetter<Q> getter =
      new TextMapGetter<Q>() {
        @Override
        public Iterable<String> keys(Q request) {
          return headerNames(request);
        }

        @Override
        public @Nullable String get(@Nullable Q request, String name) {
          return request == null ? null : header(request, name);
        }

        @Override
        public Iterator<String> getAll(@Nullable Q request, String name) {
          return request == null
              ? Collections.<String>emptyIterator()
              : headers(request, name).iterator();
        }
      };

  /** To be called while the plugin's class is initialised. */
  protected HttpServerSpans() {}

  /** The method as it was sent; null if it is not known. */
  protected abstract @Nullable String method(Q request);

  /** The path as it was sent, without the query; null if it is not known. */
  protected abstract @Nullable String path(Q request);

  /** The query without its question mark; null if there is none. */
  protected abstract @Nullable String query(Q request);

  /** {@code http} or {@code https} of the connection; null if it is not known. */
  protected abstract @Nullable String scheme(Q request);

  /** The first value of a request header, in any case; null if it is absent. */
  protected abstract @Nullable String header(Q request, String name);

  /** The response's status code; zero or less if there is none. */
  protected abstract int status(R response);

  /** All values of a request header. */
  protected List<String> headers(Q request, String name) {
    String value = header(request, name);
    return value == null ? Collections.<String>emptyList() : Collections.singletonList(value);
  }

  /** The names of all request headers, for propagation formats whose names are open. */
  protected Iterable<String> headerNames(Q request) {
    return Collections.emptyList();
  }

  /** The values of a response header, for capture lists; the name is in lower case. */
  protected List<String> responseHeaders(R response, String name) {
    return Collections.emptyList();
  }

  /** The protocol of the request: {@code HTTP/1.1} or {@code 1.1}; null if it is not known. */
  protected @Nullable String protocol(Q request) {
    return null;
  }

  /** The address of the connection's other end, without a look-up; null if it is not known. */
  protected @Nullable String peerAddress(Q request) {
    return null;
  }

  /** The port of the connection's other end; negative if it is not known. */
  protected int peerPort(Q request) {
    return -1;
  }

  /**
   * False while the container may still replace the status: an exception that leaves such a request
   * is answered with 500.
   */
  protected boolean committed(R response) {
    return true;
  }

  /** Starts the call of a request and makes it current. */
  public final @Nullable Object start(Q request) {
    if (calls.off()) {
      return null;
    }
    Context current = Context.current();
    if (current != Context.root()) {
      if (calls.suppressed(current) || Calls.enclosing(current, REQUEST) != null) {
        return null;
      }
      if (Span.fromContextOrNull(current) != null) {
        calls.services().count("http.server.stray_context");
      }
    }
    Context parent = calls.services().propagator().extract(Context.root(), request, getter);
    if (calls.propagatesOnly() || calls.dropped(parent)) {
      return calls.unrecorded(parent, new ServerRequest(null)).attach();
    }
    return begin(request, parent).attach();
  }

  /**
   * Ends what {@link #start} made current on this thread, and leaves the call open: for a request
   * that is completed asynchronously.
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
   * @param response null if it is not known
   * @param error what left the application, or null
   */
  public final void end(@Nullable Object call, @Nullable R response, @Nullable Throwable error) {
    if (call instanceof Call && ((Call) call).finish()) {
      Span span = ((Call) call).span();
      if (span.isRecording()) {
        try {
          describe(span, (ServerRequest) ((Call) call).detail(), response, error);
        } finally {
          span.end();
        }
      }
    }
  }

  /**
   * Sets the route of the request that this thread handles, as a framework knows it: {@code
   * /users/{id}}, with the application's root. The last one wins. Does nothing outside of a
   * request.
   */
  public static void route(@Nullable String route) {
    ServerRequest request = recorded();
    if (request != null && route != null && !route.isEmpty()) {
      request.route = route;
    }
  }

  /** Sets the route as the container knows it; used unless a framework sets {@link #route}. */
  public static void containerRoute(@Nullable String route) {
    ServerRequest request = recorded();
    if (request != null && route != null && !route.isEmpty()) {
      request.containerRoute = route;
    }
  }

  /**
   * Remembers an exception that the framework turns into a response. The response decides whether
   * the request failed; if it did, the exception is recorded.
   */
  public static void handled(@Nullable Throwable error) {
    ServerRequest request = recorded();
    if (request != null && error != null) {
      request.handled = error;
    }
  }

  private static @Nullable ServerRequest recorded() {
    Call call = Calls.enclosing(Context.current(), REQUEST);
    return call == null || !call.span().isRecording() ? null : (ServerRequest) call.detail();
  }

  private Call begin(Q request, Context parent) {
    HttpSettings settings = HttpSettings.current(calls.services());
    HttpMethod method = HttpMethod.of(method(request), settings.methods);
    SpanBuilder builder = calls.span(method.spanName, SpanKind.SERVER, parent);
    builder.setAttribute(HttpAttributes.METHOD, method.name);
    String path = path(request);
    if (path != null) {
      builder.setAttribute(HttpAttributes.URL_PATH, settings.redaction.path(cut(path)));
    }
    boolean known = calls.sampled(parent);
    if (known) {
      builder.setAllAttributes(describe(request, method, settings));
    }
    Span span = builder.startSpan();
    boolean whole = false;
    try {
      if (!known && span.isRecording()) {
        span.setAllAttributes(describe(request, method, settings));
      }
      Call call = calls.call(parent, span, new ServerRequest(method));
      whole = true;
      return call;
    } finally {
      if (!whole) {
        span.end(); // the library's objects did not answer; nobody gets the call
      }
    }
  }

  private AttributeArray describe(Q request, HttpMethod method, HttpSettings settings) {
    AttributeArray attributes = new AttributeArray(12);
    attributes.put(HttpAttributes.METHOD_ORIGINAL, method.original);
    String query = query(request);
    attributes.put(
        HttpAttributes.URL_QUERY,
        query == null || query.isEmpty() ? null : settings.redaction.query(cut(query)));
    attributes.put(HttpAttributes.USER_AGENT, header(request, "user-agent"));
    attributes.put(HttpAttributes.PROTOCOL_VERSION, Protocol.version(protocol(request)));
    new RequestOrigin(header(request, "forwarded"))
        .scheme(header(request, "x-forwarded-proto"), scheme(request))
        .host(header(request, "x-forwarded-host"), header(request, "host"))
        .client(header(request, "x-forwarded-for"))
        .describe(attributes, peerAddress(request), peerPort(request));
    HeaderCapture capture = settings.serverRequest;
    for (int i = 0; i < capture.names.length; i++) {
      List<String> values = headers(request, capture.names[i]);
      attributes.put(capture.keys[i], values.isEmpty() ? null : values);
    }
    return attributes;
  }

  /** A sender chooses the length of what is redacted here. */
  private static String cut(String text) {
    return text.length() > RequestUrl.MAX_LENGTH ? text.substring(0, RequestUrl.MAX_LENGTH) : text;
  }

  private void describe(
      Span span, @Nullable ServerRequest request, @Nullable R response, @Nullable Throwable error) {
    int status = response == null ? 0 : status(response);
    if (error != null && status < 400 && response != null && !committed(response)) {
      status = 500;
    }
    AttributeArray attributes = new AttributeArray(4);
    attributes.put(HttpAttributes.STATUS, StatusCode.number(status));
    if (request != null) {
      describeRoute(span, request, attributes);
    }
    if (response != null) {
      HeaderCapture capture = HttpSettings.current(calls.services()).serverResponse;
      for (int i = 0; i < capture.names.length; i++) {
        List<String> values = responseHeaders(response, capture.names[i]);
        attributes.put(capture.keys[i], values.isEmpty() ? null : values);
      }
    }
    span.setAllAttributes(attributes);
    describeFailure(span, status, error, request == null ? null : request.handled);
  }

  private static void describeRoute(Span span, ServerRequest request, AttributeArray attributes) {
    String route = request.route == null ? request.containerRoute : request.route;
    if (route != null && request.method != null) {
      attributes.put(HttpAttributes.ROUTE, route);
      span.updateName(request.method.spanName + " " + route);
    }
  }

  private static void describeFailure(
      Span span, int status, @Nullable Throwable error, @Nullable Throwable handled) {
    Throwable failure = Failures.relevant(error);
    if (failure == null && status >= 500) {
      failure = Failures.relevant(handled);
      if (failure == null) {
        Failures.fail(span, StatusCode.text(status));
        return;
      }
    }
    if (failure != null) {
      Failures.fail(span, failure, null);
    }
  }
}
