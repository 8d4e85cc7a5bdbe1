package dev.clew.plugin.spi;

import java.util.List;

/** Settings that span families read; the runtime builds one from its configuration. */
public interface FamilySettings {

  /** Lower-case names of request headers that HTTP client spans capture. */
  List<String> clientRequestHeaders();

  /** Lower-case names of response headers that HTTP client spans capture. */
  List<String> clientResponseHeaders();

  /** Lower-case names of request headers that HTTP server spans capture. */
  List<String> serverRequestHeaders();

  /** Lower-case names of response headers that HTTP server spans capture. */
  List<String> serverResponseHeaders();

  /** Query parameter names whose values are replaced by {@code REDACTED}. */
  List<String> redactedQueryParameters();

  /** False keeps literals in {@code db.query.text}. */
  boolean sanitizeSql();
}
