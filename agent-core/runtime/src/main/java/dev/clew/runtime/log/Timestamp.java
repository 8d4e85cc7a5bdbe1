package dev.clew.runtime.log;

/** ISO-8601 in UTC without java.time or java.text, which would load locale data early. */
final class Timestamp {

  private static final long DAY_MILLIS = 86_400_000;

  private Timestamp() {}

  /** Appends {@code 2026-11-20T13:45:06.789Z}. */
  static void append(StringBuilder out, long epochMillis) {
    long days = Math.floorDiv(epochMillis, DAY_MILLIS);
    int millis = (int) Math.floorMod(epochMillis, DAY_MILLIS);
    appendDate(out, days);
    out.append('T');
    appendPadded(out, millis / 3_600_000, 2).append(':');
    appendPadded(out, millis / 60_000 % 60, 2).append(':');
    appendPadded(out, millis / 1000 % 60, 2).append('.');
    appendPadded(out, millis % 1000, 3).append('Z');
  }

  /** Civil from days: H. Hinnant, "chrono-Compatible Low-Level Date Algorithms". */
  private static void appendDate(StringBuilder out, long daysSinceEpoch) {
    long z = daysSinceEpoch + 719_468;
    long era = Math.floorDiv(z, 146_097L);
    int dayOfEra = (int) (z - era * 146_097);
    int yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
    int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    int shifted = (5 * dayOfYear + 2) / 153;
    int day = dayOfYear - (153 * shifted + 2) / 5 + 1;
    int month = shifted < 10 ? shifted + 3 : shifted - 9;
    int year = (int) (yearOfEra + era * 400) + (month <= 2 ? 1 : 0);
    appendPadded(out, year, 4).append('-');
    appendPadded(out, month, 2).append('-');
    appendPadded(out, day, 2);
  }

  private static StringBuilder appendPadded(StringBuilder out, int value, int width) {
    String digits = Integer.toString(value);
    for (int i = digits.length(); i < width; i++) {
      out.append('0');
    }
    return out.append(digits);
  }
}
