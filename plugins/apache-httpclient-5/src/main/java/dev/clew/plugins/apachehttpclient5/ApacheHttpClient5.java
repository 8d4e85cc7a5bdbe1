package dev.clew.plugins.apachehttpclient5;

import dev.clew.plugin.Arg;
import dev.clew.plugin.Enter;
import dev.clew.plugin.Entered;
import dev.clew.plugin.Exit;
import dev.clew.plugin.Plugin;
import dev.clew.plugin.Returned;
import dev.clew.plugin.Thrown;
import dev.clew.plugin.http.HttpClientSpans;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpMessage;
import org.apache.hc.core5.http.HttpResponse;
import org.jspecify.annotations.Nullable;

/**
 * Client spans for the classic Apache HttpClient 5: one per request, retries and redirects
 * included.
 */
@Plugin(
    name = "apache-httpclient-5",
    group = "http-client",
    covers = "org.apache.httpcomponents.client5:httpclient5:[5.0,6.0)")
public final class ApacheHttpClient5 extends HttpClientSpans<ClassicHttpRequest, HttpResponse> {

  private static final ApacheHttpClient5 SPANS = new ApacheHttpClient5();

  @Enter(
      subtypeOf = "org.apache.hc.client5.http.impl.classic.CloseableHttpClient",
      method = "doExecute",
      args = {
        "org.apache.hc.core5.http.HttpHost",
        "org.apache.hc.core5.http.ClassicHttpRequest",
        "org.apache.hc.core5.http.protocol.HttpContext"
      })
  public static @Nullable Object sending(
      @Arg(0) HttpHost target, @Arg(1) ClassicHttpRequest request) {
    return SPANS.start(request, target == null ? null : target.toURI());
  }

  @Exit("sending")
  public static void sent(
      @Entered Object call, @Returned HttpResponse response, @Thrown Throwable error) {
    SPANS.end(call, response, error);
  }

  @Override
  protected String method(ClassicHttpRequest request) {
    return request.getMethod();
  }

  @Override
  protected @Nullable String uri(ClassicHttpRequest request) {
    try {
      return request.getUri().toString();
    } catch (URISyntaxException e) {
      return request.getPath();
    }
  }

  @Override
  protected int status(HttpResponse response) {
    return response.getCode();
  }

  @Override
  protected void inject(ClassicHttpRequest request, String name, String value) {
    request.setHeader(name, value);
  }

  @Override
  protected List<String> requestHeaders(ClassicHttpRequest request, String name) {
    return values(request, name);
  }

  @Override
  protected List<String> responseHeaders(HttpResponse response, String name) {
    return values(response, name);
  }

  @Override
  protected @Nullable String protocol(HttpResponse response) {
    return response.getVersion() == null ? null : response.getVersion().toString();
  }

  private static List<String> values(HttpMessage message, String name) {
    Header[] headers = message.getHeaders(name);
    if (headers.length == 0) {
      return Collections.emptyList();
    }
    List<String> values = new ArrayList<String>(headers.length);
    for (Header header : headers) {
      values.add(header.getValue());
    }
    return values;
  }
}
