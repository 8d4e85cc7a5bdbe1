package dev.clew.plugin.http;

import dev.clew.plugin.spi.FamilySettings;
import dev.clew.plugin.spi.Services;
import org.jspecify.annotations.Nullable;

/** Tables derived from one {@link FamilySettings}, rebuilt when the runtime replaces it. */
final class HttpSettings {

  // Threads that see it late rebuild the same tables once more.
  private static volatile @Nullable HttpSettings last;

  final HttpMethod[] methods;
  final UrlRedaction redaction;
  final HeaderCapture clientRequest;
  final HeaderCapture clientResponse;
  final HeaderCapture serverRequest;
  final HeaderCapture serverResponse;

  private final FamilySettings source;

  private HttpSettings(FamilySettings source) {
    this.source = source;
    methods = HttpMethod.table(source.knownHttpMethods());
    redaction = new UrlRedaction(source.redactedQueryParameters());
    clientRequest = new HeaderCapture("http.request.header.", source.clientRequestHeaders());
    clientResponse = new HeaderCapture("http.response.header.", source.clientResponseHeaders());
    serverRequest = new HeaderCapture("http.request.header.", source.serverRequestHeaders());
    serverResponse = new HeaderCapture("http.response.header.", source.serverResponseHeaders());
  }

  static HttpSettings current(Services services) {
    FamilySettings source = services.settings();
    HttpSettings current = last;
    if (current == null || current.source != source) {
      current = new HttpSettings(source);
      last = current;
    }
    return current;
  }
}
