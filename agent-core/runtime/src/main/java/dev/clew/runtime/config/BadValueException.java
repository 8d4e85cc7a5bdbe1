package dev.clew.runtime.config;

/** A text is not a value of its type; what is accepted is said by {@link ValueType#accepts()}. */
final class BadValueException extends Exception {

  private static final long serialVersionUID = 1L;

  BadValueException() {
    super("not accepted", null, false, false);
  }
}
