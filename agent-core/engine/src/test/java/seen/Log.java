package seen;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Where hooks and library classes of tests write: a plugin may not use a dev.clew class. */
public final class Log {

  public static final List<String> LINES = new CopyOnWriteArrayList<>();

  private static volatile Consumer<String> listener = line -> {};

  private Log() {}

  public static void add(String line) {
    LINES.add(line);
    listener.accept(line);
  }

  /** Runs something whenever a line is written, until {@link #take}. */
  public static void onAdd(Consumer<String> action) {
    listener = action;
  }

  /** Returns the lines and forgets them. */
  public static List<String> take() {
    List<String> lines = List.copyOf(LINES);
    LINES.clear();
    listener = line -> {};
    return lines;
  }
}
