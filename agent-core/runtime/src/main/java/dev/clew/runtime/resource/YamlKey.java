package dev.clew.runtime.resource;

import java.util.ArrayList;
import java.util.List;
import java.util.StringTokenizer;
import org.jspecify.annotations.Nullable;

/**
 * Finds one scalar in block-style YAML by its dotted path, written nested, flat or mixed. Only the
 * first document is read; flow style, anchors and multi-line scalars are not understood.
 */
final class YamlKey {

  private YamlKey() {}

  static @Nullable String find(@Nullable String text, String path) {
    if (text == null) {
      return null;
    }
    List<Integer> indents = new ArrayList<>();
    List<String> keys = new ArrayList<>();
    boolean begun = false;
    StringTokenizer lines = new StringTokenizer(text, "\n");
    while (lines.hasMoreTokens()) {
      String line = lines.nextToken();
      String content = line.trim();
      if (content.equals("---") || content.startsWith("--- ")) {
        if (begun) {
          return null;
        }
        continue;
      }
      int colon = colon(content);
      if (content.isEmpty() || content.startsWith("#") || colon <= 0) {
        continue;
      }
      begun = true;
      int indent = line.indexOf(content.charAt(0));
      while (!indents.isEmpty() && indents.get(indents.size() - 1) >= indent) {
        indents.remove(indents.size() - 1);
        keys.remove(keys.size() - 1);
      }
      indents.add(indent);
      keys.add(unquote(content.substring(0, colon).trim()));
      String value = scalar(content.substring(colon + 1).trim());
      if (!value.isEmpty() && String.join(".", keys).equals(path)) {
        return value;
      }
    }
    return null;
  }

  /** The colon that ends a key: at the end or before a blank. */
  private static int colon(String content) {
    int colon = content.indexOf(':');
    while (colon >= 0 && colon + 1 < content.length() && content.charAt(colon + 1) != ' ') {
      colon = content.indexOf(':', colon + 1);
    }
    return colon;
  }

  private static String scalar(String text) {
    if (text.startsWith("\"") || text.startsWith("'")) {
      int close = text.indexOf(text.charAt(0), 1);
      return close < 0 ? "" : text.substring(1, close);
    }
    int comment = text.indexOf(" #");
    String plain = comment < 0 ? text : text.substring(0, comment).trim();
    boolean structure = plain.startsWith("{") || plain.startsWith("[") || plain.startsWith("#");
    return structure || plain.startsWith("&") || plain.startsWith("|") || plain.startsWith(">")
        ? ""
        : plain;
  }

  private static String unquote(String key) {
    boolean quoted = key.length() > 1 && (key.startsWith("\"") || key.startsWith("'"));
    return quoted ? key.substring(1, key.length() - 1) : key;
  }
}
