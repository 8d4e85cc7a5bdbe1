package dev.clew.engine.ledger;

import dev.clew.engine.match.LoaderState;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Records verdicts: one row per plugin, kind of loader, library location and verdict. Bounded;
 * refers to no loader. Written when classes load and link, never on a request path; the lock is
 * held for a few comparisons and no foreign code runs under it.
 */
public final class Ledger {

  private static final int MAX_ROWS = 2000;
  private static final int MAX_DETAIL = 500;

  private final List<Row> rows = new ArrayList<>();
  private int dropped;

  /**
   * A class matched and was woven, or not.
   *
   * @param location of the class's library, or null
   */
  public void matched(int plugin, LoaderState loader, @Nullable String location, boolean woven) {
    Verdict verdict = woven ? Verdict.WOVEN : Verdict.NO_METHOD;
    synchronized (this) {
      Row row = row(plugin, verdict, loader, location);
      if (row != null) {
        row.matched++;
        row.woven += woven ? 1 : 0;
      }
    }
  }

  /** Records anything else; the first detail of a row is kept. */
  public void record(
      int plugin,
      Verdict verdict,
      @Nullable LoaderState loader,
      @Nullable String location,
      String detail) {
    String kept = detail.length() > MAX_DETAIL ? detail.substring(0, MAX_DETAIL) : detail;
    synchronized (this) {
      Row row = row(plugin, verdict, loader, location);
      if (row != null && row.detail.isEmpty()) {
        row.detail = kept;
      }
    }
  }

  /** How many verdicts found no place. */
  public synchronized int dropped() {
    return dropped;
  }

  /**
   * The verdicts in the order in which they were reached, then plugins without any. Looks into jars
   * for versions only when the entries' libraries are asked.
   *
   * @param names of all plugins, by number
   * @param off whether a plugin has never been on, by number
   */
  public List<LedgerEntry> entries(List<String> names, boolean[] off) {
    List<LedgerEntry> entries = new ArrayList<>();
    boolean[] met = new boolean[names.size()];
    synchronized (this) {
      for (Row row : rows) {
        met[row.plugin] = true;
        entries.add(row.entry(names.get(row.plugin)));
      }
    }
    for (int i = 0; i < met.length; i++) {
      if (!met[i]) {
        Verdict verdict = off[i] ? Verdict.DISABLED : Verdict.NOT_SEEN;
        entries.add(new LedgerEntry(names.get(i), verdict, "", 0, null, 0, 0, ""));
      }
    }
    return entries;
  }

  private @Nullable Row row(
      int plugin, Verdict verdict, @Nullable LoaderState loader, @Nullable String location) {
    String description = loader == null ? "" : loader.description;
    int loaderId = loader == null ? -1 : loader.id;
    for (Row row : rows) {
      if (row.is(plugin, verdict, description, location)) {
        row.loaders += row.lastLoader == loaderId ? 0 : 1;
        row.lastLoader = loaderId;
        return row;
      }
    }
    if (rows.size() == MAX_ROWS) {
      dropped++;
      return null;
    }
    Row row = new Row(plugin, verdict, description, loaderId, location);
    rows.add(row);
    return row;
  }

  /** Guarded by the ledger. */
  private static final class Row {
    final int plugin;
    final Verdict verdict;
    final String loader;
    final @Nullable String location;
    int lastLoader;
    int loaders = 1;
    int matched;
    int woven;
    String detail = "";

    Row(int plugin, Verdict verdict, String loader, int loaderId, @Nullable String location) {
      this.plugin = plugin;
      this.verdict = verdict;
      this.loader = loader;
      this.lastLoader = loaderId;
      this.location = location;
    }

    boolean is(int otherPlugin, Verdict other, String otherLoader, @Nullable String otherLocation) {
      return plugin == otherPlugin
          && verdict == other
          && loader.equals(otherLoader)
          && (location == null ? otherLocation == null : location.equals(otherLocation));
    }

    LedgerEntry entry(String name) {
      Library library = location == null ? null : Library.at(location);
      return new LedgerEntry(
          name, verdict, loader, loader.isEmpty() ? 0 : loaders, library, matched, woven, detail);
    }
  }
}
