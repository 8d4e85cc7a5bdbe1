package dev.clew.bootstrap;

import java.lang.instrument.Instrumentation;
import java.security.AccessController;
import java.security.PrivilegedActionException;
import java.security.PrivilegedExceptionAction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The start in order: kill switch, JDK tools, second copy, Java version, what the JVM offers, the
 * jar; then everything else inside {@link AgentLoader}.
 *
 * <p>Public, because it may come from the boot loader while {@link ClewAgent} does not: see {@link
 * Privileges}.
 */
public final class Start implements PrivilegedExceptionAction<@Nullable Void> {

  private static final String BOOT = "dev.clew.bootstrap.boot.Boot";

  private final Class<?> entryPoint;
  private final @Nullable String arguments;
  private final Instrumentation instrumentation;
  private final boolean attached;
  private final long startNanos;

  private Start(
      Class<?> entryPoint,
      @Nullable String arguments,
      Instrumentation instrumentation,
      boolean attached,
      long startNanos) {
    this.entryPoint = entryPoint;
    this.arguments = arguments;
    this.instrumentation = instrumentation;
    this.attached = attached;
    this.startNanos = startNanos;
  }

  /**
   * Starts the agent, or does nothing when it should not run here.
   *
   * @param entryPoint the class the JVM called, from which the jar is found
   * @param startNanos {@code System.nanoTime()} when the JVM called
   * @throws IllegalStateException when the environment does not allow it
   */
  public static void start(
      Class<?> entryPoint,
      @Nullable String arguments,
      Instrumentation instrumentation,
      boolean attached,
      long startNanos)
      throws Exception {
    Start start = new Start(entryPoint, arguments, instrumentation, attached, startNanos);
    if (System.getSecurityManager() == null) {
      start.run();
      return;
    }
    try {
      AccessController.doPrivileged(start);
    } catch (PrivilegedActionException e) {
      throw e.getException();
    }
  }

  @Override
  public @Nullable Void run() throws Exception {
    if (KillSwitch.isOff(arguments)) {
      return null;
    }
    if (JdkTool.isRunning()) {
      if (attached) {
        throw new IllegalStateException("this JVM runs a tool of the JDK");
      }
      return null;
    }
    if (secondCopy()) {
      if (attached) {
        System.err.println("[clew] Already active in this JVM; nothing changed");
      }
      return null;
    }
    JavaVersion.require();
    if (!instrumentation.isRetransformClassesSupported()) {
      throw new IllegalStateException("this JVM refuses to retransform classes");
    }
    AgentFile file = AgentFile.of(entryPoint);
    AgentLoader loader = new AgentLoader(file.file(), file.open(), platformLoader());
    boot(loader)
        .accept(new Object[] {instrumentation, arguments, file.file(), attached, startNanos});
    return null;
  }

  @SuppressWarnings("unchecked") // Boot is a Consumer<Object[]>; only AgentLoader can name it
  private static Consumer<Object[]> boot(AgentLoader loader) throws ReflectiveOperationException {
    return (Consumer<Object[]>) loader.loadClass(BOOT).getDeclaredConstructor().newInstance();
  }

  /** The dispatcher is the only trace that all copies and versions of the agent share. */
  private static boolean secondCopy() {
    try {
      Class.forName("java.lang.ClewDispatcher", /* initialize= */ false, /* loader= */ null);
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  /**
   * The loader of the JDK's own non-core modules (on Java 8, the extension loader).
   *
   * @return null, which means the boot loader, when an unusual system loader hides it
   */
  private static @Nullable ClassLoader platformLoader() {
    ClassLoader loader = ClassLoader.getSystemClassLoader();
    for (ClassLoader parent = loader.getParent(); parent != null; parent = loader.getParent()) {
      loader = parent;
    }
    return loader.getClass().getClassLoader() == null ? loader : null;
  }
}
