package dev.clew.propagators;

import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.TraceStateBuilder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * {@code tracestate} of W3C Trace Context Level 2. The API's own implementation keeps Level 1 only,
 * and drops a list for an empty member or a repeated key; this one keeps what the specification
 * lets pass. Immutable.
 */
final class W3cTraceState implements TraceState {

  static final int MAX_MEMBERS = 32;

  /** Longest list we keep and send. The specification asks for 512 at least. */
  static final int MAX_LENGTH = 4096;

  private static final int LONG_MEMBER = 128;

  /** {@code key=value} each, keys unique, most recent first. */
  private final List<String> members;

  /** The members joined with commas: what is sent. */
  private final String header;

  private W3cTraceState(List<String> members) {
    this.members = members;
    this.header = members.size() == 1 ? members.get(0) : join(members);
  }

  /**
   * Reads a list, or several joined by commas.
   *
   * @return null if a member is malformed or there are more than 32; an empty state if there is
   *     none
   */
  static @Nullable TraceState parse(String header) {
    List<String> members = new ArrayList<>(4);
    int length = header.length();
    for (int start = 0; start <= length; ) {
      int comma = header.indexOf(',', start);
      int end = comma < 0 ? length : comma;
      int from = HeaderChars.skipSpace(header, start, end);
      int to = HeaderChars.trimEnd(header, from, end);
      start = end + 1;
      if (from == to) {
        continue; // an empty member is allowed and means nothing
      }
      int equals = HeaderChars.indexOf(header, '=', from, to);
      if (equals < 0 || !isKey(header, from, equals) || !isValue(header, equals + 1, to)) {
        return null;
      }
      if (find(members, header, from, equals) < 0) { // of a repeated key the first counts
        if (members.size() == MAX_MEMBERS) {
          return null;
        }
        members.add(header.substring(from, to));
      }
    }
    return of(members);
  }

  /** Any state as a header within the limits; empty if there is nothing to send. */
  static String format(TraceState state) {
    if (state instanceof W3cTraceState) {
      return ((W3cTraceState) state).header;
    }
    if (state.isEmpty()) {
      return "";
    }
    return ((W3cTraceState) of(collect(state))).header;
  }

  /** The list was longer than {@link #MAX_LENGTH} and lost members. */
  static boolean isTruncated(String received, TraceState kept) {
    return received.length() > MAX_LENGTH && kept instanceof W3cTraceState;
  }

  @Override
  public @Nullable String get(@Nullable String key) {
    int index = key == null ? -1 : find(members, key, 0, key.length());
    return index < 0 ? null : value(members.get(index));
  }

  @Override
  public int size() {
    return members.size();
  }

  @Override
  public boolean isEmpty() {
    return members.isEmpty();
  }

  @Override
  public void forEach(BiConsumer<String, String> consumer) {
    for (String member : members) {
      consumer.accept(key(member), value(member));
    }
  }

  @Override
  public Map<String, String> asMap() {
    Map<String, String> map = new LinkedHashMap<>();
    for (String member : members) {
      map.put(key(member), value(member));
    }
    return Collections.unmodifiableMap(map);
  }

  @Override
  public TraceStateBuilder toBuilder() {
    return new Builder(new ArrayList<>(members));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof TraceState && asMap().equals(((TraceState) other).asMap());
  }

  @Override
  public int hashCode() {
    return asMap().hashCode();
  }

  @Override
  public String toString() {
    return header;
  }

  private static TraceState of(List<String> members) {
    if (members.isEmpty()) {
      return TraceState.getDefault();
    }
    shorten(members);
    return new W3cTraceState(members);
  }

  private static List<String> collect(TraceState state) {
    List<String> members = new ArrayList<>(state.size());
    state.forEach(
        new BiConsumer<String, String>() {
          @Override
          public void accept(String key, String value) {
            if (members.size() < MAX_MEMBERS
                && isKey(key, 0, key.length())
                && isValue(value, 0, value.length())) {
              members.add(key + '=' + value);
            }
          }
        });
    return members;
  }

  /** Drops whole members over 128 characters first, then from the right (§3.3.1.5). */
  private static void shorten(List<String> members) {
    int length = length(members);
    for (int i = members.size() - 1; i >= 0 && length > MAX_LENGTH; i--) {
      if (members.get(i).length() > LONG_MEMBER) {
        length -= members.remove(i).length() + 1;
      }
    }
    while (length > MAX_LENGTH) {
      length -= members.remove(members.size() - 1).length() + 1;
    }
  }

  private static int length(List<String> members) {
    int length = -1;
    for (String member : members) {
      length += member.length() + 1;
    }
    return length;
  }

  private static String join(List<String> members) {
    StringBuilder joined = new StringBuilder(length(members) + 1);
    for (String member : members) {
      if (joined.length() > 0) {
        joined.append(',');
      }
      joined.append(member);
    }
    return joined.toString();
  }

  private static int find(List<String> members, String text, int from, int to) {
    int length = to - from;
    for (int i = 0; i < members.size(); i++) {
      String member = members.get(i);
      if (member.length() > length
          && member.charAt(length) == '='
          && member.regionMatches(0, text, from, length)) {
        return i;
      }
    }
    return -1;
  }

  private static String key(String member) {
    return member.substring(0, member.indexOf('='));
  }

  private static String value(String member) {
    return member.substring(member.indexOf('=') + 1);
  }

  private static boolean isKey(String text, int from, int to) {
    if (to - from < 1 || to - from > 256) {
      return false;
    }
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      boolean letterOrDigit = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
      boolean sign = c == '_' || c == '-' || c == '*' || c == '/' || c == '@';
      if (!letterOrDigit && (i == from || !sign)) {
        return false;
      }
    }
    return true;
  }

  /** 1 to 256 printable characters but comma and equals sign; the last is no space. */
  private static boolean isValue(String text, int from, int to) {
    if (to - from < 1 || to - from > 256 || text.charAt(to - 1) == ' ') {
      return false;
    }
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c < ' ' || c > '~' || c == ',' || c == '=') {
        return false;
      }
    }
    return true;
  }

  private static final class Builder implements TraceStateBuilder {
    private final List<String> members;

    Builder(List<String> members) {
      this.members = members;
    }

    /**
     * Puts the entry to the far left; a full list loses its right-most. A malformed entry is left
     * out.
     */
    @Override
    public TraceStateBuilder put(@Nullable String key, @Nullable String value) {
      if (key == null
          || value == null
          || !isKey(key, 0, key.length())
          || !isValue(value, 0, value.length())) {
        return this;
      }
      remove(key);
      if (members.size() == MAX_MEMBERS) {
        members.remove(MAX_MEMBERS - 1);
      }
      members.add(0, key + '=' + value);
      return this;
    }

    @Override
    public TraceStateBuilder remove(@Nullable String key) {
      int index = key == null ? -1 : find(members, key, 0, key.length());
      if (index >= 0) {
        members.remove(index);
      }
      return this;
    }

    @Override
    public TraceState build() {
      return of(new ArrayList<>(members));
    }
  }
}
