package dev.clew.plugins.httpurlconnection;

import dev.clew.tests.scenario.HttpClientScenario;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The ways an application drives a connection: which of its methods comes first. */
public final class HttpUrlConnectionScenario extends HttpClientScenario {

  @Override
  protected List<String> modes() {
    return Arrays.asList("status-first", "connect-first", "stream-first", "header-first");
  }

  @Override
  protected int send(String mode, Request request) throws Exception {
    HttpURLConnection connection = (HttpURLConnection) new URL(request.url).openConnection();
    connection.setRequestMethod(request.method);
    connection.setReadTimeout(request.timeoutMillis);
    for (Map.Entry<String, String> header : request.headers.entrySet()) {
      connection.setRequestProperty(header.getKey(), header.getValue());
    }
    if (!request.body.isEmpty()) {
      connection.setDoOutput(true);
    }
    switch (mode) {
      case "connect-first":
        connection.connect();
        break;
      case "header-first":
        if (request.body.isEmpty()) {
          connection.getHeaderField("Content-Type");
        }
        break;
      default:
    }
    if (!request.body.isEmpty()) {
      try (OutputStream out = connection.getOutputStream()) {
        out.write(request.body.getBytes(StandardCharsets.UTF_8));
      }
    }
    if (mode.equals("stream-first")) {
      try {
        drain(connection.getInputStream());
        return connection.getResponseCode();
      } catch (IOException e) {
        if (connection.getResponseCode() < 0) {
          throw e;
        }
      }
    }
    int status = connection.getResponseCode();
    drain(status < 400 ? connection.getInputStream() : connection.getErrorStream());
    return status;
  }

  private static void drain(InputStream in) throws IOException {
    if (in != null) {
      byte[] buffer = new byte[1024];
      while (in.read(buffer) >= 0) {
        // frees the connection for the next request
      }
      in.close();
    }
  }
}
