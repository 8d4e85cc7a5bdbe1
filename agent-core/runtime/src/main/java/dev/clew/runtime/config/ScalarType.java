package dev.clew.runtime.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Types of single values. */
final class ScalarType {

  private ScalarType() {}

  static final class Text extends ValueType<String> {
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

  static final class Choice extends ValueType<String> {
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

  static final class Flag extends ValueType<Boolean> {
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

  static final class Int extends ValueType<Integer> {
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

  static final class Ratio extends ValueType<Double> {
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

  static final class Millis extends ValueType<Long> {
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
}
