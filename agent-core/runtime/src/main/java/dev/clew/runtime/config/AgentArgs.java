package dev.clew.runtime.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Parser of {@code -javaagent:clew-agent.jar=key=value,key="value, with = and comma"}. Inside
 * double or single quotes a backslash takes the next character as it is.
 */
final class AgentArgs {

  private final String text;
  private final List<String> problems;
  private int at;

  private AgentArgs(String text, List<String> problems) {
    this.text = text;
    this.problems = problems;
  }

  /**
   * Returns the pairs; the last of two equal keys wins. Never throws: what cannot be read is left
   * out and described in {@code problems}.
   */
  static Map<String, String> parse(@Nullable String args, List<String> problems) {
    Map<String, String> pairs = new LinkedHashMap<>();
    if (args != null) {
      new AgentArgs(args, problems).readAll(pairs);
    }
    return pairs;
  }

  private void readAll(Map<String, String> pairs) {
    while (at < text.length()) {
      String key = readUntil('=').trim();
      if (at >= text.length() || text.charAt(at) != '=') {
        if (!key.isEmpty()) {
          problems.add("agent args: '" + key + "' is not key=value; left out");
        }
      } else {
        at++;
        String value = readValue(key);
        if (key.isEmpty()) {
          problems.add("agent args: a value has no key; left out");
        } else {
          pairs.put(key, value);
        }
      }
      at++; // the comma
    }
  }

  /** Reads up to the stop character or a comma, which stays unread. */
  private String readUntil(char stop) {
    int start = at;
    while (at < text.length() && text.charAt(at) != stop && text.charAt(at) != ',') {
      at++;
    }
    return text.substring(start, at);
  }

  private String readValue(String key) {
    while (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
    if (at < text.length() && (text.charAt(at) == '"' || text.charAt(at) == '\'')) {
      return readQuoted(key, text.charAt(at));
    }
    return readUntil(',').trim();
  }

  private String readQuoted(String key, char quote) {
    StringBuilder value = new StringBuilder();
    at++;
    while (at < text.length() && text.charAt(at) != quote) {
      if (text.charAt(at) == '\\' && at + 1 < text.length()) {
        at++;
      }
      value.append(text.charAt(at));
      at++;
    }
    if (at >= text.length()) {
      problems.add("agent args: the quote of '" + key + "' is not closed");
      return value.toString();
    }
    at++;
    String rest = readUntil(',').trim();
    if (!rest.isEmpty()) {
      problems.add("agent args: text after the closing quote of '" + key + "' is left out");
    }
    return value.toString();
  }
}
