package dev.clew.bootstrap;

import java.lang.instrument.Instrumentation;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The start in order: kill switch, JDK tools, second copy, Java version, what the JVM offers, the
 * jar; then everything else inside {@link AgentLoader}.
 */
final class Start {

  private static final String BOOT = "dev.clew.bootstrap.boot.Boot";

  private Start() {}

  static void start(
      @Nullable String arguments,
      Instrumentation instrumentation,
      boolean attached,
      long startNanos)
      throws Exception {
    if (KillSwitch.isOff(arguments)) {
      return;
    }
    if (JdkTool.isRunning()) {
      return;
    }
    if (secondCopy()) {
      if (attached) {
        System.err.println("[clew] Already active in this JVM; nothing changed");
      }
      return;
    }
    JavaVersion.require();
    if (!instrumentation.isRetransformClassesSupported()) {
      throw new StartRefused("this JVM refuses to retransform classes");
    }
    AgentFile file = AgentFile.locate();
    AgentLoader loader = new AgentLoader(file.file(), file.open(), platformLoader());
    boot(loader)
        .accept(new Object[] {instrumentation, arguments, file.file(), attached, startNanos});
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
