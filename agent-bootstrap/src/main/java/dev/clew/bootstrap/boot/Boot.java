package dev.clew.bootstrap.boot;

import static java.util.Objects.requireNonNull;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandles;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Second half of the start. Called once by {@code Start}, through a type both loaders share, with
 * {@code {Instrumentation, String arguments|null, File agentJar, Boolean attached, Long
 * startNanos}}.
 */
public final class Boot implements Consumer<Object[]> {

  private static final String RUNTIME = "dev.clew.runtime.AgentMain";

  /** Called by {@code Start}. */
  public Boot() {}

  @Override
  public void accept(Object[] start) {
    Instrumentation instrumentation = (Instrumentation) start[0];
    File agentJar = (File) start[2];
    try {
      requireModules();
      Preload.run();
      // Before the dispatcher: from then on the JVM would spin method handles for a plain
      // newInstance.
      Consumer<Object[]> runtime = runtime();
      MethodHandles.@Nullable Lookup lookup =
          DispatcherDefinition.chosen().define(instrumentation, dispatcher());
      runtime.accept(
          new Object[] {instrumentation, start[1], agentJar, start[3], start[4], lookup});
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e.toString(), e);
    }
  }

  /**
   * The OpenTelemetry SDK links to java.logging wherever it goes; all other modules are optional.
   */
  private static void requireModules() {
    if (hasModules() && !Modules.has("java.logging")) {
      throw new IllegalStateException("the runtime image has no module java.logging");
    }
  }

  static boolean hasModules() {
    String version = System.getProperty("java.specification.version");
    return version == null || !version.startsWith("1.");
  }

  @SuppressWarnings("unchecked") // the contract of AgentMain
  private static Consumer<Object[]> runtime() throws ReflectiveOperationException {
    return (Consumer<Object[]>) Class.forName(RUNTIME).getDeclaredConstructor().newInstance();
  }

  private static byte[] dispatcher() throws IOException {
    try (InputStream in =
        requireNonNull(
            Boot.class.getClassLoader().getResourceAsStream("java/lang/ClewDispatcher.class"),
            "no dispatcher in the agent jar")) {
      byte[] bytes = new byte[in.available()];
      int count = in.read(bytes, 0, bytes.length);
      if (count != bytes.length) {
        throw new IOException("the dispatcher in the agent jar is damaged");
      }
      return bytes;
    }
  }
}
