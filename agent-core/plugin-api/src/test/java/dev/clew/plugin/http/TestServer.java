package dev.clew.plugin.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A plugin as authors write them, for a server of two records. */
final class TestServer extends HttpServerSpans<TestServer.Request, TestServer.Response> {

  record Request(String method, String path, @Nullable String query, Map<String, String> headers) {

    static Request get(String path) {
      return new Request("GET", path, null, new LinkedHashMap<>());
    }

    Request with(String name, String value) {
      headers.put(name, value);
      return this;
    }
  }

  record Response(int status, boolean committed, Map<String, String> headers) {}

  static Response response(int status) {
    return new Response(status, true, Map.of());
  }

  /** How often a request was asked for anything but a header. */
  int reads;

  @Override
  protected String method(Request request) {
    reads++;
    return request.method();
  }

  @Override
  protected String path(Request request) {
    reads++;
    return request.path();
  }

  @Override
  protected @Nullable String query(Request request) {
    reads++;
    return request.query();
  }

  @Override
  protected String scheme(Request request) {
    reads++;
    return "http";
  }

  @Override
  protected @Nullable String header(Request request, String name) {
    return request.headers().get(name.toLowerCase(Locale.ROOT));
  }

  @Override
  protected int status(Response response) {
    return response.status();
  }

  @Override
  protected boolean committed(Response response) {
    return response.committed();
  }

  @Override
  protected List<String> responseHeaders(Response response, String name) {
    String value = response.headers().get(name);
    return value == null ? List.of() : List.of(value);
  }

  @Override
  protected String protocol(Request request) {
    return "HTTP/1.1";
  }

  @Override
  protected String peerAddress(Request request) {
    return "10.0.0.9";
  }

  @Override
  protected int peerPort(Request request) {
    return 50123;
  }
}
