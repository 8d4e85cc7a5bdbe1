package dev.clew.plugin.http;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The method as the conventions want it: a known one, or {@code _OTHER} with the original. */
final class HttpMethod {

  static final String OTHER = "_OTHER";

  private static final HttpMethod MISSING = new HttpMethod(OTHER, null, "HTTP");

  /** Value of {@code http.request.method}. */
  final String name;

  /** Value of {@code http.request.method_original}, or null if it is the same. */
  final @Nullable String original;

  /** What a span's name begins with. */
  final String spanName;

  private HttpMethod(String name, @Nullable String original, String spanName) {
    this.name = name;
    this.original = original;
    this.spanName = spanName;
  }

  /** One shared object per known method. */
  static HttpMethod[] table(List<String> known) {
    HttpMethod[] table = new HttpMethod[known.size()];
    for (int i = 0; i < table.length; i++) {
      String name = known.get(i).intern();
      table[i] = new HttpMethod(name, null, name);
    }
    return table;
  }

  /** Allocates for unknown methods only. */
  static HttpMethod of(@Nullable String method, HttpMethod[] known) {
    if (method == null || method.isEmpty()) {
      return MISSING;
    }
    for (HttpMethod candidate : known) {
      if (candidate.name.equals(method)) {
        return candidate;
      }
    }
    return new HttpMethod(OTHER, method.length() > 64 ? method.substring(0, 64) : method, "HTTP");
  }
}
