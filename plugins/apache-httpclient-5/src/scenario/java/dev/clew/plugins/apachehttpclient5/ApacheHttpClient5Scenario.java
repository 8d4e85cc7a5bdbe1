package dev.clew.plugins.apachehttpclient5;

import dev.clew.tests.scenario.HttpClientScenario;
import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.CloseableHttpResponse;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.HttpClientResponseHandler;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.util.Timeout;

/** The classic client: a response to close, the target named beside the request, a handler. */
public final class ApacheHttpClient5Scenario extends HttpClientScenario {

  private final CloseableHttpClient client = HttpClients.createDefault();

  @Override
  protected List<String> modes() {
    return Arrays.asList("response", "target", "handler");
  }

  @Override
  protected List<String> unsupported() {
    return Collections.singletonList("url-credentials"); // the client refuses them
  }

  @Override
  protected int send(String mode, Request request) throws Exception {
    URI uri = URI.create(request.url);
    HttpUriRequestBase http = new HttpUriRequestBase(request.method, uri);
    for (Map.Entry<String, String> header : request.headers.entrySet()) {
      http.setHeader(header.getKey(), header.getValue());
    }
    if (!request.body.isEmpty()) {
      http.setEntity(new StringEntity(request.body, ContentType.TEXT_PLAIN));
    }
    if (request.timeoutMillis > 0) {
      http.setConfig(
          RequestConfig.custom()
              .setResponseTimeout(Timeout.ofMilliseconds(request.timeoutMillis))
              .build());
    }
    if (mode.equals("handler")) {
      return client.execute(http, handler(request));
    }
    HttpHost target = new HttpHost(uri.getScheme(), uri.getHost(), uri.getPort());
    try (CloseableHttpResponse response =
        mode.equals("target") ? client.execute(target, http) : client.execute(http)) {
      EntityUtils.consume(response.getEntity());
      return response.getCode();
    }
  }

  private static HttpClientResponseHandler<Integer> handler(Request request) {
    return new HttpClientResponseHandler<Integer>() {
      @Override
      public Integer handleResponse(ClassicHttpResponse response) throws IOException {
        request.inCallback();
        EntityUtils.consume(response.getEntity());
        return response.getCode();
      }
    };
  }
}
