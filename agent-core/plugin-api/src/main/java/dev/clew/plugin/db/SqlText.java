package dev.clew.plugin.db;

import org.jspecify.annotations.Nullable;

/** What may be shown of a statement. */
public final class SqlText {

  private final String text;
  private final @Nullable String summary;
  private final @Nullable String procedure;

  SqlText(String text, @Nullable String summary, @Nullable String procedure) {
    this.text = text;
    this.summary = summary;
    this.procedure = procedure;
  }

  /** The statement without literals, comments and needless white space. */
  public String text() {
    return text;
  }

  /**
   * Operations and their targets in order, as the application wrote them, at most 255 characters:
   * {@code INSERT shipping_details SELECT orders}; null if no operation was recognised.
   */
  public @Nullable String summary() {
    return summary;
  }

  /** The stored procedure that is called; null if the statement does something else. */
  public @Nullable String procedure() {
    return procedure;
  }
}
