package dev.clew.propagators;

import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** Reads the lines of one header from a carrier. */
final class HeaderLines {

  /** A carrier can offer lines without end; no format needs more. */
  private static final int MAX_LINES = 64;

  private HeaderLines() {}

  /**
   * All lines joined with commas, as RFC 9110 §5.2 lets a proxy join them, up to about {@code
   * maxChars}; null if the header is absent. Allocates nothing for a header that is absent.
   */
  static <C> @Nullable String joined(
      @Nullable C carrier, TextMapGetter<C> getter, String header, int maxChars) {
    String first = getter.get(carrier, header);
    if (first == null) {
      return null;
    }
    Iterator<String> lines = getter.getAll(carrier, header);
    StringBuilder joined = null;
    String single = first;
    int count = 0;
    while (lines != null && count < MAX_LINES && lines.hasNext()) {
      String line = lines.next();
      count++;
      if (line == null) {
        continue;
      }
      if (count == 1) {
        single = line;
      } else {
        joined = joined == null ? new StringBuilder(single) : joined;
        if (joined.length() > maxChars) {
          break;
        }
        joined.append(',').append(line);
      }
    }
    return joined == null ? single : joined.toString();
  }

  /** True if the carrier offers a second line. */
  static <C> boolean isRepeated(@Nullable C carrier, TextMapGetter<C> getter, String header) {
    Iterator<String> lines = getter.getAll(carrier, header);
    if (lines == null || !lines.hasNext()) {
      return false;
    }
    lines.next();
    return lines.hasNext();
  }
}
