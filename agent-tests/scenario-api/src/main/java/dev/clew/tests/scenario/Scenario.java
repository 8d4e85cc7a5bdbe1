package dev.clew.tests.scenario;

import java.util.List;

/**
 * One library in use. A plugin's scenario extends the base class of its family, which answers the
 * commands; it has a public constructor without arguments and is created once per forked JVM.
 */
public abstract class Scenario implements AutoCloseable {

  /**
   * Answers one command on the main thread.
   *
   * @return the answer's fields
   * @throws Exception anything the library throws; the contract sees its class and message
   */
  protected abstract List<String> handle(String command, List<String> arguments) throws Exception;

  /** Frees what the scenario holds; called before the JVM ends. */
  @Override
  public void close() throws Exception {}

  static IllegalArgumentException unknown(String command) {
    return new IllegalArgumentException("Unknown command " + command);
  }
}
