package dev.clew.tests.scenario;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Ways in which work moves to another thread. */
public abstract class ContextScenario extends Scenario {

  /** Names of the hops: {@code execute}, {@code submit-callable}, {@code then-apply-async}, ... */
  protected abstract List<String> hops();

  /**
   * Whether a hop must carry the context; false for instance for periodic tasks, which belong to no
   * request.
   */
  protected boolean carries(String hop) {
    return true;
  }

  /**
   * Runs {@code task} through a hop.
   *
   * @return a wait for the task's end; the caller leaves its span first or stays, as the contract
   *     wants
   */
  protected abstract Wait hop(String name, Runnable task) throws Exception;

  /** Waits until the task has run. */
  public interface Wait {
    void await() throws Exception;
  }

  private final List<Wait> open = new ArrayList<>();

  @Override
  protected final List<String> handle(String command, List<String> arguments) throws Exception {
    switch (command) {
      case "hops":
        return hops();
      case "carries":
        return Collections.singletonList(String.valueOf(carries(arguments.get(0))));
      case "hop": // through a hop, below the current span; a child span starts in the task
        return hop(arguments.get(0), arguments.get(1), true);
      case "start-hop": // the same, but the submitting span may end first
        return hop(arguments.get(0), arguments.get(1), false);
      case "await":
        for (Wait wait : open) {
          wait.await();
        }
        open.clear();
        return Collections.emptyList();
      default:
        throw unknown(command);
    }
  }

  private List<String> hop(String name, String child, boolean await) throws Exception {
    String[] seen = {"", ""};
    Wait wait =
        hop(
            name,
            () -> {
              seen[0] = Spans.current();
              seen[1] = Spans.child(child);
            });
    if (!await) {
      open.add(wait);
      return Collections.singletonList(Spans.current());
    }
    wait.await();
    return Arrays.asList(Spans.current(), seen[0], seen[1]);
  }
}
