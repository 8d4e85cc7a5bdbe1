package dev.clew.runtime.config;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Parser of {@code agent.properties}: UTF-8, {@code ${NAME:default}} from the environment. */
final class FileText {

  /** Larger files are refused. */
  static final int MAX_BYTES = 1 << 20;

  private FileText() {}

  /**
   * Parses a whole file.
   *
   * @throws IOException when it is not a properties file in UTF-8; the message says why
   */
  static Map<String, String> parse(
      byte[] bytes, Map<String, String> environment, List<String> problems) throws IOException {
    if (bytes.length > MAX_BYTES) {
      throw new IOException("larger than " + MAX_BYTES + " bytes");
    }
    Properties properties = new Properties();
    try {
      properties.load(
          new InputStreamReader(
              new ByteArrayInputStream(bytes),
              StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT)));
    } catch (IllegalArgumentException e) {
      throw new IOException(String.valueOf(e.getMessage()), e);
    } catch (java.nio.charset.CharacterCodingException e) {
      throw new IOException("not UTF-8", e);
    }
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String key : properties.stringPropertyNames()) {
      refuseControlCharacters(key);
      String value = properties.getProperty(key, "").trim();
      refuseControlCharacters(value);
      pairs.put(key, substitute(key, value, environment, problems));
    }
    return pairs;
  }

  /** A binary file is always a readable properties file for the JDK; it is not for us. */
  private static void refuseControlCharacters(String text) throws IOException {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' && c != '\t' && c != '\n' && c != '\r') {
        throw new IOException("contains control characters");
      }
    }
  }

  /**
   * Replaces {@code ${NAME}} and {@code ${NAME:default}}; a doubled dollar sign before the brace
   * stands for one that means nothing. The inserted text is not looked at again.
   */
  static String substitute(
      String key, String value, Map<String, String> environment, List<String> problems) {
    int open = value.indexOf("${");
    if (open < 0) {
      return value;
    }
    StringBuilder out = new StringBuilder();
    int from = 0;
    while (open >= 0) {
      int close = value.indexOf('}', open);
      if (open > from && value.charAt(open - 1) == '$') {
        out.append(value, from, open - 1).append("${");
        from = open + 2;
      } else if (close < 0) {
        problems.add("file: '" + key + "' has ${ without }; taken as it is");
        break;
      } else {
        out.append(value, from, open);
        out.append(lookUp(key, value.substring(open + 2, close), environment, problems));
        from = close + 1;
      }
      open = value.indexOf("${", from);
    }
    return out.append(value, from, value.length()).toString();
  }

  private static String lookUp(
      String key, String expression, Map<String, String> environment, List<String> problems) {
    int colon = expression.indexOf(':');
    String name = colon < 0 ? expression : expression.substring(0, colon);
    @Nullable String found = environment.get(name);
    if (found != null) {
      return found;
    }
    if (colon < 0) {
      problems.add("file: '" + key + "' uses ${" + name + "}, which is not in the environment");
      return "";
    }
    return expression.substring(colon + 1);
  }
}
