package dev.clew.plugin.http;

import io.opentelemetry.api.common.AttributeKey;
import java.util.List;
import java.util.Locale;

/** A configured list of header names with the attribute keys their values go to. */
final class HeaderCapture {

  final String[] names;
  final AttributeKey<List<String>>[] keys;

  /**
   * Derives the keys.
   *
   * @param prefix {@code http.request.header.} or {@code http.response.header.}
   */
  HeaderCapture(String prefix, List<String> configured) {
    names = new String[configured.size()];
    @SuppressWarnings({"unchecked", "rawtypes"}) // a generic array cannot be created
    AttributeKey<List<String>>[] created = new AttributeKey[names.length];
    keys = created;
    for (int i = 0; i < names.length; i++) {
      names[i] = configured.get(i).toLowerCase(Locale.ROOT);
      keys[i] = AttributeKey.stringArrayKey(prefix + names[i]);
    }
  }
}
