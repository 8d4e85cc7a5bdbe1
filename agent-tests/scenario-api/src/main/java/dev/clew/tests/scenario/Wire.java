package dev.clew.tests.scenario;

import java.util.ArrayList;
import java.util.List;

/**
 * Lines of tab separated fields between the harness and a forked application; any text may be a
 * field.
 */
public final class Wire {

  /** Starts every answer, so that other output of the application is told apart. */
  public static final String ANSWER = "#scenario#";

  private Wire() {}

  /** Returns one line without its end. */
  public static String encode(List<String> fields) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < fields.size(); i++) {
      if (i > 0) {
        line.append('\t');
      }
      escape(fields.get(i), line);
    }
    return line.toString();
  }

  /** The inverse of {@link #encode}. */
  public static List<String> decode(String line) {
    List<String> fields = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '\t') {
        fields.add(field.toString());
        field.setLength(0);
      } else if (c == '\\' && i + 1 < line.length()) {
        field.append(unescape(line.charAt(++i)));
      } else {
        field.append(c);
      }
    }
    fields.add(field.toString());
    return fields;
  }

  private static void escape(String field, StringBuilder line) {
    for (int i = 0; i < field.length(); i++) {
      char c = field.charAt(i);
      switch (c) {
        case '\t':
          line.append("\\t");
          break;
        case '\n':
          line.append("\\n");
          break;
        case '\r':
          line.append("\\r");
          break;
        case '\\':
          line.append("\\\\");
          break;
        default:
          line.append(c);
      }
    }
  }

  private static char unescape(char c) {
    switch (c) {
      case 't':
        return '\t';
      case 'n':
        return '\n';
      case 'r':
        return '\r';
      default:
        return c;
    }
  }
}
