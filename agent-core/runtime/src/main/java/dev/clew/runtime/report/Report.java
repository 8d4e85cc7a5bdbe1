package dev.clew.runtime.report;

import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** Sorted key-value pairs in the syntax of {@code java.util.Properties}, without its time stamp. */
public final class Report {

  private final Map<String, String> entries = new TreeMap<>();

  /** An empty report. */
  public Report() {}

  /** Adds one entry. */
  public Report put(String key, long value) {
    return put(key, Long.toString(value));
  }

  /** Adds one entry. */
  public Report put(String key, String value) {
    entries.put(key, value);
    return this;
  }

  /** Adds one entry per element, with the prefix before its key. */
  public Report putAll(String prefix, Map<String, ? extends Number> counts) {
    for (Map.Entry<String, ? extends Number> entry : counts.entrySet()) {
      put(prefix + entry.getKey(), entry.getValue().longValue());
    }
    return this;
  }

  /** The text of the file. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(1024);
    for (Map.Entry<String, String> entry : entries.entrySet()) {
      escape(text, entry.getKey(), true);
      text.append('=');
      escape(text, entry.getValue(), false);
      text.append('\n');
    }
    return text.toString();
  }

  /** Writes the file whole, through a neighbour that takes its name, so no reader sees half. */
  public void write(File target) throws IOException {
    File draft = new File(target.getPath() + ".tmp");
    try (OutputStream out = new FileOutputStream(draft)) {
      out.write(toString().getBytes(StandardCharsets.ISO_8859_1));
    }
    if (!draft.renameTo(target)) {
      // Where a file cannot be replaced by a rename, it is removed first.
      boolean free = target.delete();
      if (!free || !draft.renameTo(target)) {
        throw new IOException("cannot rename " + draft + " to " + target);
      }
    }
  }

  private static void escape(StringBuilder out, String text, boolean key) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean special = c == '\\' || (key && (c == ' ' || c == ':' || c == '='));
      boolean leading = i == 0 && (c == ' ' || c == '#' || c == '!');
      if (special || leading) {
        out.append('\\').append(c);
      } else if (c == '\n') {
        out.append("\\n");
      } else if (c == '\r') {
        out.append("\\r");
      } else if (c == '\t') {
        out.append("\\t");
      } else if (c < ' ' || c > '~') {
        appendUnicode(out, c);
      } else {
        out.append(c);
      }
    }
  }

  private static void appendUnicode(StringBuilder out, char c) {
    out.append("\\u");
    for (int shift = 12; shift >= 0; shift -= 4) {
      out.append(Character.forDigit(c >> shift & 15, 16));
    }
  }
}
