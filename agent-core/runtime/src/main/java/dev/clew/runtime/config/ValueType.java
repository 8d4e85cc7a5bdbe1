package dev.clew.runtime.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How the text of a key becomes a value. Parsed values are immutable.
 *
 * @param <T> the value
 */
abstract class ValueType<T> {

  /** For the reference page: {@code duration}, {@code list}. */
  abstract String name();

  /** The accepted range, for messages and the reference page. */
  abstract String accepts();

  /** Parses trimmed, non-empty text. */
  abstract T parse(String text) throws BadValueException;

  /** The value when no default text is given. */
  abstract T empty();

  static ValueType<String> text() {
    return new Text();
  }

  /** One of the given words; {@code theirs=ours} adds a spelling that stands for another word. */
  static ValueType<String> choice(String... words) {
    return new Choice(words);
  }

  /** Some of the given words, as in {@link #choice}, divided by commas. */
  static ValueType<List<String>> choices(String... words) {
    return new Choices(new Choice(words));
  }

  static ValueType<Boolean> flag() {
    return new Flag();
  }

  static ValueType<Integer> integer(int min, int max) {
    return new Int(min, max);
  }

  static ValueType<Double> ratio() {
    return new Ratio();
  }

  /** Milliseconds; {@code 500ms}, {@code 5s}, {@code 2m}, {@code 1h}, {@code 1d} or bare. */
  static ValueType<Long> duration(long minMillis, long maxMillis) {
    return new Millis(minMillis, maxMillis);
  }

  /** Names divided by commas, blanks trimmed, empty ones left out. */
  static ValueType<List<String>> list() {
    return new Names(false);
  }

  /** Like {@link #list} in lower case. */
  static ValueType<List<String>> lowerCaseList() {
    return new Names(true);
  }

  /** {@code name=value} divided by commas, values percent-decoded. */
  static ValueType<Map<String, String>> pairs() {
    return new Pairs();
  }

  private static final class Text extends ValueType<String> {
    @Override
    String name() {
      return "text";
    }

    @Override
    String accepts() {
      return "any text";
    }

    @Override
    String parse(String text) {
      return text;
    }

    @Override
    String empty() {
      return "";
    }
  }

  private static final class Choice extends ValueType<String> {
    private final List<String> words = new ArrayList<>();
    private final Map<String, String> meanings = new LinkedHashMap<>();

    Choice(String[] given) {
      for (String word : given) {
        int equals = word.indexOf('=');
        if (equals < 0) {
          words.add(word);
          meanings.put(word, word);
        } else {
          meanings.put(word.substring(0, equals), word.substring(equals + 1));
        }
      }
    }

    @Override
    String name() {
      return "choice";
    }

    @Override
    String accepts() {
      return String.join(", ", words);
    }

    @Override
    String parse(String text) throws BadValueException {
      String meaning = meanings.get(text.toLowerCase(Locale.ROOT));
      if (meaning == null) {
        throw new BadValueException();
      }
      return meaning;
    }

    @Override
    String empty() {
      return words.get(0);
    }
  }

  private static final class Choices extends ValueType<List<String>> {
    private final Choice choice;

    Choices(Choice choice) {
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

  private static final class Flag extends ValueType<Boolean> {
    @Override
    String name() {
      return "flag";
    }

    @Override
    String accepts() {
      return "true, false";
    }

    @Override
    Boolean parse(String text) throws BadValueException {
      if (text.equalsIgnoreCase("true")) {
        return Boolean.TRUE;
      }
      if (text.equalsIgnoreCase("false")) {
        return Boolean.FALSE;
      }
      throw new BadValueException();
    }

    @Override
    Boolean empty() {
      return Boolean.FALSE;
    }
  }

  private static final class Int extends ValueType<Integer> {
    private final int min;
    private final int max;

    Int(int min, int max) {
      this.min = min;
      this.max = max;
    }

    @Override
    String name() {
      return "integer";
    }

    @Override
    String accepts() {
      return "a whole number from " + min + " to " + max;
    }

    @Override
    Integer parse(String text) throws BadValueException {
      try {
        int value = Integer.parseInt(text);
        if (value >= min && value <= max) {
          return value;
        }
      } catch (NumberFormatException e) {
        // told below
      }
      throw new BadValueException();
    }

    @Override
    Integer empty() {
      return min;
    }
  }

  private static final class Ratio extends ValueType<Double> {
    @Override
    String name() {
      return "ratio";
    }

    @Override
    String accepts() {
      return "a number from 0 to 1";
    }

    @Override
    Double parse(String text) throws BadValueException {
      try {
        double value = Double.parseDouble(text);
        if (value >= 0 && value <= 1) {
          return value;
        }
      } catch (NumberFormatException e) {
        // told below
      }
      throw new BadValueException();
    }

    @Override
    Double empty() {
      return 0.0;
    }
  }

  private static final class Millis extends ValueType<Long> {
    private static final String[] UNITS = {"ms", "s", "m", "h", "d"};
    private static final long[] FACTORS = {1, 1_000, 60_000, 3_600_000, 86_400_000};

    private final long min;
    private final long max;

    Millis(long min, long max) {
      this.min = min;
      this.max = max;
    }

    @Override
    String name() {
      return "duration";
    }

    @Override
    String accepts() {
      return print(min) + " to " + print(max) + ", as 500ms, 5s, 2m, 1h, 1d or bare milliseconds";
    }

    @Override
    Long parse(String text) throws BadValueException {
      int digits = 0;
      while (digits < text.length() && text.charAt(digits) >= '0' && text.charAt(digits) <= '9') {
        digits++;
      }
      // Twelve digits of days still fit into a long.
      if (digits == 0 || digits > 10) {
        throw new BadValueException();
      }
      long value = Long.parseLong(text.substring(0, digits)) * factor(text.substring(digits));
      if (value < min || value > max) {
        throw new BadValueException();
      }
      return value;
    }

    private static long factor(String unit) throws BadValueException {
      String name = unit.trim().toLowerCase(Locale.ROOT);
      if (name.isEmpty()) {
        return 1;
      }
      for (int i = 0; i < UNITS.length; i++) {
        if (UNITS[i].equals(name)) {
          return FACTORS[i];
        }
      }
      throw new BadValueException();
    }

    private static String print(long millis) {
      for (int i = UNITS.length - 1; i > 0; i--) {
        if (millis >= FACTORS[i] && millis % FACTORS[i] == 0) {
          return millis / FACTORS[i] + UNITS[i];
        }
      }
      return millis + "ms";
    }

    @Override
    Long empty() {
      return min;
    }
  }

  private static final class Names extends ValueType<List<String>> {
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

  private static final class Pairs extends ValueType<Map<String, String>> {
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
