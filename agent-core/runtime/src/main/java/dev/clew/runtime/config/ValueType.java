package dev.clew.runtime.config;

import java.util.List;
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
    return new ScalarType.Text();
  }

  /** One of the given words; {@code theirs=ours} adds a spelling that stands for another word. */
  static ValueType<String> choice(String... words) {
    return new ScalarType.Choice(words);
  }

  /** Some of the given words, as in {@link #choice}, divided by commas. */
  static ValueType<List<String>> choices(String... words) {
    return new ListType.Choices(new ScalarType.Choice(words));
  }

  static ValueType<Boolean> flag() {
    return new ScalarType.Flag();
  }

  static ValueType<Integer> integer(int min, int max) {
    return new ScalarType.Int(min, max);
  }

  static ValueType<Double> ratio() {
    return new ScalarType.Ratio();
  }

  /** Milliseconds; {@code 500ms}, {@code 5s}, {@code 2m}, {@code 1h}, {@code 1d} or bare. */
  static ValueType<Long> duration(long minMillis, long maxMillis) {
    return new ScalarType.Millis(minMillis, maxMillis);
  }

  /** Names divided by commas, blanks trimmed, empty ones left out. */
  static ValueType<List<String>> list() {
    return new ListType.Names(false);
  }

  /** Like {@link #list} in lower case. */
  static ValueType<List<String>> lowerCaseList() {
    return new ListType.Names(true);
  }

  /** {@code name=value} divided by commas, values percent-decoded. */
  static ValueType<Map<String, String>> pairs() {
    return new ListType.Pairs();
  }
}
