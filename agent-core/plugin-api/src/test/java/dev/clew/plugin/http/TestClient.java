package dev.clew.plugin.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A plugin as authors write them, for a library of two records. */
final class TestClient extends HttpClientSpans<TestClient.Request, TestClient.Response> {

  record Request(@Nullable String method, @Nullable String uri, Map<String, String> headers) {

    static Request of(String method, String uri) {
      return new Request(method, uri, new LinkedHashMap<>());
    }
  }

  record Response(int status, Map<String, String> headers) {}

  static Response response(int status) {
    return new Response(status, Map.of());
  }

  @Override
  protected @Nullable String method(Request request) {
    return request.method();
  }

  @Override
  protected @Nullable String uri(Request request) {
    return request.uri();
  }

  @Override
  protected int status(Response response) {
    return response.status();
  }

  @Override
  protected void inject(Request request, String name, String value) {
    request.headers().put(name, value);
  }

  @Override
  protected List<String> requestHeaders(Request request, String name) {
    String value = request.headers().get(name);
    return value == null ? List.of() : List.of(value);
  }

  @Override
  protected List<String> responseHeaders(Response response, String name) {
    String value = response.headers().get(name);
    return value == null ? List.of() : List.of(value);
  }

  @Override
  protected String protocol(Response response) {
    return "HTTP/1.1";
  }
}
