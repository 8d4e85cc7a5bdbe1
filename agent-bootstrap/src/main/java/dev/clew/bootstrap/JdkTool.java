package dev.clew.bootstrap;

import org.jspecify.annotations.Nullable;

/**
 * Tells whether this JVM runs a tool of the JDK. With {@code JAVA_TOOL_OPTIONS} the agent is put
 * into {@code keytool} or {@code jcmd} too, where it could only get in the way.
 */
final class JdkTool {

  /** Packages of the tools' main classes, for JVMs that do not name a main module (Java 8). */
  private static final String[] TOOLS = {
    "com.sun.tools.",
    "com.sun.java.util.jar.pack.",
    "com.sun.corba.se.impl.",
    "jdk.nashorn.tools.",
    "jdk.jshell.",
    "jdk.internal.jshell.",
    "sun.applet.",
    "sun.jvm.hotspot.",
    "sun.net.httpserver.simpleserver.",
    "sun.rmi.",
    "sun.security.krb5.internal.tools.",
    "sun.security.tools.",
    "sun.tools.",
  };

  /** Runs a source file given on the command line: an application, though a tool launches it. */
  private static final String SOURCE_LAUNCHER = "com.sun.tools.javac.launcher.";

  private JdkTool() {}

  static boolean isRunning() {
    return is(System.getProperty("jdk.module.main"), System.getProperty("sun.java.command"));
  }

  /**
   * Decides from what the launcher recorded.
   *
   * @param module name of the main module; null for a class path application and on Java 8
   * @param command main class, {@code module/class} or jar, then arguments; null in embedded JVMs
   */
  static boolean is(@Nullable String module, @Nullable String command) {
    String mainClass = mainClass(command);
    if (mainClass.startsWith(SOURCE_LAUNCHER)) {
      return false;
    }
    if (module != null && (module.startsWith("jdk.") || module.startsWith("java."))) {
      return true;
    }
    for (String tool : TOOLS) {
      if (mainClass.startsWith(tool)) {
        return true;
      }
    }
    return false;
  }

  private static String mainClass(@Nullable String command) {
    if (command == null) {
      return "";
    }
    int end = command.indexOf(' ');
    String main = end < 0 ? command : command.substring(0, end);
    // Only a main module leaves a slash that is not part of a path to a jar.
    return main.substring(main.lastIndexOf('/') + 1);
  }
}
