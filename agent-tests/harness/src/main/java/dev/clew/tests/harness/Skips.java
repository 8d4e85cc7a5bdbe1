package dev.clew.tests.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.opentest4j.TestAbortedException;

/**
 * Cases that did not run here, one line each in {@code target/skipped-cases.txt} of the module that
 * ran. CI fails when the file is there; a machine that lacks a JDK or a server stays green but says
 * so.
 */
public final class Skips {

  private static final Path FILE = Workspace.target().resolve("skipped-cases.txt");
  private static boolean started;

  private Skips() {}

  /** Lists the case and returns what the test has to throw. */
  public static TestAbortedException skip(String reason) {
    return skip("", reason);
  }

  /** Lists a case by name and returns what the test has to throw. */
  public static synchronized TestAbortedException skip(String name, String reason) {
    String line = name.isEmpty() ? reason : name + ": " + reason;
    try {
      Files.createDirectories(FILE.getParent());
      if (!started) {
        Files.deleteIfExists(FILE); // of an earlier run
        started = true;
      }
      Files.writeString(
          FILE,
          line + System.lineSeparator(),
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new TestAbortedException(line);
  }
}
