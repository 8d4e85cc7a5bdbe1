package dev.clew.bootstrap;

import java.io.PrintStream;
import java.util.Arrays;

/**
 * {@code java -jar clew-agent.jar …}. Not on the agent's start path, so it may use all of the JDK.
 * Exit codes: 0 done, 1 failed, 2 wrong usage.
 */
public final class Cli {

  static final int OK = 0;
  static final int FAILED = 1;
  static final int USAGE = 2;

  private Cli() {}

  /**
   * Runs one command and exits.
   *
   * @param args command, then its arguments
   */
  public static void main(String[] args) {
    System.exit(run(args, System.out, System.err));
  }

  static int run(String[] args, PrintStream out, PrintStream err) {
    String command = args.length == 0 ? "help" : args[0];
    switch (command) {
      case "help":
      case "--help":
      case "-h":
        out.println(usage());
        return OK;
      case "version":
      case "--version":
        out.println(version());
        return OK;
      case "attach":
        return Attach.run(Arrays.copyOfRange(args, 1, args.length), out, err);
      default:
        err.println("clew-agent: unknown command '" + command + "'");
        err.println(usage());
        return USAGE;
    }
  }

  private static String version() {
    String version = Cli.class.getPackage().getImplementationVersion();
    return "Clew " + (version == null ? "(version unknown: not run from its jar)" : version);
  }

  private static String usage() {
    return version()
        + "\n\n"
        + "Trace an application from its start:\n"
        + "  java -javaagent:clew-agent.jar[=key=value,...] ...\n\n"
        + "Commands:\n"
        + "  java -jar clew-agent.jar attach <pid> [key=value,...]   trace a running application\n"
        + "  java -jar clew-agent.jar version\n"
        + "  java -jar clew-agent.jar help";
  }
}
