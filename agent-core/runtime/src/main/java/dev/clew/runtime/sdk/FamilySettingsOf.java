package dev.clew.runtime.sdk;

import dev.clew.plugin.spi.FamilySettings;
import dev.clew.runtime.config.Config;
import dev.clew.runtime.config.Keys;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The families' view of one configuration; copied, so that it never changes. */
final class FamilySettingsOf implements FamilySettings {

  private final List<String> clientRequestHeaders;
  private final List<String> clientResponseHeaders;
  private final List<String> serverRequestHeaders;
  private final List<String> serverResponseHeaders;
  private final List<String> redactedQueryParameters;
  private final List<String> knownHttpMethods;
  private final List<String> ignoredExceptions;
  private final boolean sanitizeSql;

  FamilySettingsOf(Config config) {
    clientRequestHeaders = config.get(Keys.CLIENT_REQUEST_HEADERS);
    clientResponseHeaders = config.get(Keys.CLIENT_RESPONSE_HEADERS);
    serverRequestHeaders = config.get(Keys.SERVER_REQUEST_HEADERS);
    serverResponseHeaders = config.get(Keys.SERVER_RESPONSE_HEADERS);
    List<String> redacted = new ArrayList<>(DEFAULT_REDACTED_QUERY_PARAMETERS);
    redacted.addAll(config.get(Keys.REDACTED_QUERY_PARAMETERS));
    redactedQueryParameters = Collections.unmodifiableList(redacted);
    List<String> methods = config.get(Keys.KNOWN_HTTP_METHODS);
    knownHttpMethods = methods.isEmpty() ? DEFAULT_HTTP_METHODS : methods;
    ignoredExceptions = config.get(Keys.IGNORED_EXCEPTIONS);
    sanitizeSql = config.get(Keys.SANITIZE_SQL);
  }

  @Override
  public List<String> clientRequestHeaders() {
    return clientRequestHeaders;
  }

  @Override
  public List<String> clientResponseHeaders() {
    return clientResponseHeaders;
  }

  @Override
  public List<String> serverRequestHeaders() {
    return serverRequestHeaders;
  }

  @Override
  public List<String> serverResponseHeaders() {
    return serverResponseHeaders;
  }

  @Override
  public List<String> redactedQueryParameters() {
    return redactedQueryParameters;
  }

  @Override
  public boolean sanitizeSql() {
    return sanitizeSql;
  }

  @Override
  public List<String> knownHttpMethods() {
    return knownHttpMethods;
  }

  @Override
  public List<String> ignoredExceptions() {
    return ignoredExceptions;
  }
}
