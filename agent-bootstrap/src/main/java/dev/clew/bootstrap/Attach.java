package dev.clew.bootstrap;

import java.io.File;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import org.jspecify.annotations.Nullable;

/**
 * Puts the agent into a running JVM with the JDK's attach API, found by reflection: a runtime image
 * may lack it, and on Java 8 it lies in {@code lib/tools.jar} outside the class path.
 */
final class Attach {

  private static final String API = "com.sun.tools.attach.VirtualMachine";

  private Attach() {}

  static int run(String[] args, PrintStream out, PrintStream err) {
    if (args.length < 1 || args.length > 2 || !isPid(args[0])) {
      err.println("clew-agent: usage: attach <pid> [key=value,...]");
      return Cli.USAGE;
    }
    String pid = args[0];
    try {
      File jar = AgentFile.of(Attach.class).file();
      attach(pid, jar.getAbsolutePath(), args.length == 2 ? args[1] : null);
      out.println("Attached to " + pid + "; its standard error or log tells how the agent started");
      return Cli.OK;
    } catch (IllegalStateException e) {
      err.println("clew-agent: " + e.getMessage());
    } catch (ClassNotFoundException e) {
      err.println("clew-agent: attaching needs a JDK; this Java runtime has no module jdk.attach");
    } catch (InvocationTargetException e) {
      err.println("clew-agent: cannot attach to " + pid + ": " + reason(e.getCause()));
    } catch (ReflectiveOperationException | LinkageError | java.io.IOException e) {
      err.println("clew-agent: cannot attach to " + pid + ": " + e);
    }
    return Cli.FAILED;
  }

  private static void attach(String pid, String jar, @Nullable String arguments)
      throws ReflectiveOperationException, java.io.IOException {
    Class<?> api = api();
    Object machine = api.getMethod("attach", String.class).invoke(null, pid);
    try {
      api.getMethod("loadAgent", String.class, String.class).invoke(machine, jar, arguments);
    } finally {
      api.getMethod("detach").invoke(machine);
    }
  }

  private static Class<?> api() throws ClassNotFoundException, java.io.IOException {
    try {
      return Class.forName(API);
    } catch (ClassNotFoundException e) {
      File tools =
          new File(new File(System.getProperty("java.home")).getParentFile(), "lib/tools.jar");
      if (!tools.isFile()) {
        throw e;
      }
      return Class.forName(API, true, new URLClassLoader(new URL[] {tools.toURI().toURL()}));
    }
  }

  private static String reason(@Nullable Throwable cause) {
    String text = String.valueOf(cause);
    if (text.contains("No such process")) {
      return "no such process";
    }
    if (text.contains("Unable to open socket file") || text.contains("not permitted")) {
      return text
          + " (is it a Java process of the same user, and not started with"
          + " -XX:+DisableAttachMechanism?)";
    }
    return text;
  }

  private static boolean isPid(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return !text.isEmpty();
  }
}
