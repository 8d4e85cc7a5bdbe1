package dev.clew.plugin.spi;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Settings that span families read; the runtime builds one from its configuration. An instance must
 * not change: families derive tables from it and keep them for as long as {@link Services#settings}
 * returns the same object.
 */
public interface FamilySettings {

  /**
   * What {@link #redactedQueryParameters} is unless it is configured: the four names that the
   * semantic conventions list, and the usual names of keys, tokens and passwords.
   */
  List<String> DEFAULT_REDACTED_QUERY_PARAMETERS =
      Collections.unmodifiableList(
          Arrays.asList(
              "AWSAccessKeyId",
              "Signature",
              "sig",
              "X-Goog-Signature",
              "X-Amz-Signature",
              "X-Amz-Credential",
              "X-Amz-Security-Token",
              "X-Goog-Credential",
              "access_token",
              "refresh_token",
              "id_token",
              "auth_token",
              "auth",
              "authorization",
              "token",
              "jwt",
              "code_verifier",
              "client_secret",
              "client_assertion",
              "secret",
              "password",
              "passwd",
              "pwd",
              "passphrase",
              "api_key",
              "api-key",
              "apikey",
              "x-api-key",
              "subscription-key",
              "session",
              "sessionid",
              "session_id",
              "jsessionid",
              "otp"));

  /** What {@link #knownHttpMethods} is unless it is configured: RFC 9110 and PATCH. */
  List<String> DEFAULT_HTTP_METHODS =
      Collections.unmodifiableList(
          Arrays.asList(
              "GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH", "CONNECT", "TRACE"));

  /** Lower-case names of request headers that HTTP client spans capture. */
  List<String> clientRequestHeaders();

  /** Lower-case names of response headers that HTTP client spans capture. */
  List<String> clientResponseHeaders();

  /** Lower-case names of request headers that HTTP server spans capture. */
  List<String> serverRequestHeaders();

  /** Lower-case names of response headers that HTTP server spans capture. */
  List<String> serverResponseHeaders();

  /** Query parameter names, compared without case, whose values are replaced by REDACTED. */
  List<String> redactedQueryParameters();

  /** False keeps literals in {@code db.query.text}. */
  boolean sanitizeSql();

  /** Methods that are not reported as {@code _OTHER}; compared with case. */
  default List<String> knownHttpMethods() {
    return DEFAULT_HTTP_METHODS;
  }

  /**
   * Binary names of exception classes that are no errors, subclasses included: such an exception is
   * not recorded and does not set the status of a span.
   */
  default List<String> ignoredExceptions() {
    return Collections.emptyList();
  }
}
