package dev.clew.plugins.javahttpclient;

import dev.clew.plugin.Arg;
import dev.clew.plugin.Enter;
import dev.clew.plugin.Entered;
import dev.clew.plugin.Exit;
import dev.clew.plugin.Plugin;
import dev.clew.plugin.Returned;
import dev.clew.plugin.Self;
import dev.clew.plugin.Thrown;
import dev.clew.plugin.http.HeaderSetter;
import dev.clew.plugin.http.HttpClientSpans;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import jdk.internal.net.http.HttpRequestImpl;
import org.jspecify.annotations.Nullable;

/**
 * Client spans for {@link java.net.http.HttpClient}: one per {@code send} or {@code sendAsync},
 * redirects included. The application's request is immutable; headers go into the client's own
 * copy.
 */
@Plugin(
    name = "java-http-client",
    group = "http-client",
    opens = "java.net.http/jdk.internal.net.http")
public final class JavaHttpClient extends HttpClientSpans<HttpRequest, HttpResponse<?>> {

  private static final JavaHttpClient SPANS = new JavaHttpClient();

  private static final HeaderSetter<HttpRequestImpl> SYSTEM_HEADERS =
      new HeaderSetter<HttpRequestImpl>() {
        @Override
        public void set(HttpRequestImpl request, String name, String value) {
          request.setSystemHeader(name, value);
        }
      };

  // The synchronous send goes through here too.
  @Enter(
      type = "jdk.internal.net.http.HttpClientImpl",
      method = "sendAsync",
      args = {
        "java.net.http.HttpRequest",
        "java.net.http.HttpResponse$BodyHandler",
        "java.net.http.HttpResponse$PushPromiseHandler",
        "java.util.concurrent.Executor"
      })
  public static @Nullable Object sending(@Arg(0) HttpRequest request) {
    return SPANS.start(request);
  }

  @Exit("sending")
  public static void sent(
      @Entered Object call,
      @Returned CompletableFuture<HttpResponse<?>> response,
      @Thrown Throwable error) {
    SPANS.detach(call);
    if (response == null) {
      SPANS.end(call, null, error);
    } else {
      SPANS.endWhenComplete(call, response);
    }
  }

  // Within sendAsync: the copy that is sent, redirects are copied from it.
  @Exit(
      type = "jdk.internal.net.http.HttpRequestImpl",
      method = "<init>",
      args = {"java.net.http.HttpRequest", "java.net.ProxySelector"})
  public static void copied(@Self HttpRequestImpl copy) {
    SPANS.inject(null, copy, SYSTEM_HEADERS);
  }

  @Override
  protected String method(HttpRequest request) {
    return request.method();
  }

  @Override
  protected String uri(HttpRequest request) {
    return request.uri().toString();
  }

  @Override
  protected int status(HttpResponse<?> response) {
    return response.statusCode();
  }

  @Override
  protected void inject(HttpRequest request, String name, String value) {
    // immutable: see copied
  }

  @Override
  protected List<String> requestHeaders(HttpRequest request, String name) {
    return request.headers().allValues(name);
  }

  @Override
  protected List<String> responseHeaders(HttpResponse<?> response, String name) {
    return response.headers().allValues(name);
  }

  @Override
  protected String protocol(HttpResponse<?> response) {
    return response.version() == java.net.http.HttpClient.Version.HTTP_2 ? "2" : "1.1";
  }
}
