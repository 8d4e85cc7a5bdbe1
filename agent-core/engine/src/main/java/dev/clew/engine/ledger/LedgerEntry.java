package dev.clew.engine.ledger;

import org.jspecify.annotations.Nullable;

/** One verdict, as of the moment the ledger was read. Immutable. */
public final class LedgerEntry {

  /** Name of the plugin. */
  public final String plugin;

  public final Verdict verdict;

  /** Class of the application's loader; empty when the verdict is about the plugin as a whole. */
  public final String loader;

  /** Different loaders of that class in a row; after a redeployment more than one. */
  public final int loaders;

  /** The library; null when unknown (JDK classes, generated classes). */
  public final @Nullable Library library;

  /** Classes that matched. */
  public final int matched;

  /** Classes that were woven. */
  public final int woven;

  /** What exactly: the first missing member, the error, the hook; else empty. */
  public final String detail;

  LedgerEntry(
      String plugin,
      Verdict verdict,
      String loader,
      int loaders,
      @Nullable Library library,
      int matched,
      int woven,
      String detail) {
    this.plugin = plugin;
    this.verdict = verdict;
    this.loader = loader;
    this.loaders = loaders;
    this.library = library;
    this.matched = matched;
    this.woven = woven;
    this.detail = detail;
  }

  /** For people, one line. */
  @Override
  public String toString() {
    StringBuilder line = new StringBuilder(plugin).append(' ').append(verdict);
    if (matched > 0) {
      line.append(" woven=").append(woven).append('/').append(matched);
    }
    if (library != null) {
      line.append(" library=").append(library);
    }
    if (!loader.isEmpty()) {
      line.append(" loader=").append(loader);
    }
    if (loaders > 1) {
      line.append(" loaders=").append(loaders);
    }
    if (!detail.isEmpty()) {
      line.append(": ").append(detail);
    }
    return line.toString();
  }
}
