package dev.clew.engine.index;

/**
 * Compiled plugins that cannot be read: damaged, truncated, or of another format version. The
 * message says which file and why; the application goes on without what could not be read.
 */
public final class IndexFormatException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public IndexFormatException(String message) {
    super(message);
  }

  public IndexFormatException(String message, Throwable cause) {
    super(message, cause);
  }
}
