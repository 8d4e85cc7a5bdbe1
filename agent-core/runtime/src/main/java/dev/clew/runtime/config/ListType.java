package dev.clew.runtime.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Types of several values divided by commas; blanks around them and empty ones do not count. */
final class ListType {

  private ListType() {}

  static final class Choices extends ValueType<List<String>> {
    private final ScalarType.Choice choice;

    Choices(ScalarType.Choice choice) {
      this.choice = choice;
    }

    @Override
    String name() {
      return "list";
    }

    @Override
    String accepts() {
      return "some of " + choice.accepts() + ", divided by commas";
    }

    @Override
    List<String> parse(String text) throws BadValueException {
      List<String> chosen = new ArrayList<>();
      for (String part : split(text)) {
        String word = choice.parse(part);
        if (!chosen.contains(word)) {
          chosen.add(word);
        }
      }
      return Collections.unmodifiableList(chosen);
    }

    @Override
    List<String> empty() {
      return Collections.emptyList();
    }
  }

  static final class Names extends ValueType<List<String>> {
    private final boolean lowerCase;

    Names(boolean lowerCase) {
      this.lowerCase = lowerCase;
    }

    @Override
    String name() {
      return "list";
    }

    @Override
    String accepts() {
      return "names divided by commas";
    }

    @Override
    List<String> parse(String text) {
      List<String> names = new ArrayList<>();
      for (String part : split(text)) {
        names.add(lowerCase ? part.toLowerCase(Locale.ROOT) : part);
      }
      return Collections.unmodifiableList(names);
    }

    @Override
    List<String> empty() {
      return Collections.emptyList();
    }
  }

  static final class Pairs extends ValueType<Map<String, String>> {
    @Override
    String name() {
      return "pairs";
    }

    @Override
    String accepts() {
      return "name=value divided by commas, values percent-encoded";
    }

    @Override
    Map<String, String> parse(String text) throws BadValueException {
      Map<String, String> pairs = new LinkedHashMap<>();
      for (String part : split(text)) {
        int equals = part.indexOf('=');
        if (equals <= 0) {
          throw new BadValueException();
        }
        pairs.put(
            part.substring(0, equals).trim(),
            PercentText.decode(part.substring(equals + 1).trim()));
      }
      return Collections.unmodifiableMap(pairs);
    }

    @Override
    Map<String, String> empty() {
      return Collections.emptyMap();
    }
  }

  private static List<String> split(String text) {
    List<String> parts = new ArrayList<>();
    int from = 0;
    while (from <= text.length()) {
      int comma = text.indexOf(',', from);
      int end = comma < 0 ? text.length() : comma;
      String part = text.substring(from, end).trim();
      if (!part.isEmpty()) {
        parts.add(part);
      }
      from = end + 1;
    }
    return parts;
  }
}
