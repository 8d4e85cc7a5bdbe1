package dev.clew.tests.scenario;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Main class of a forked application: {@code ScenarioMain <scenario class>}. Reads one command per
 * line, {@code id, parent, command, arguments...}, and answers {@link Wire#ANSWER}{@code , id, ok,
 * fields...} or {@code id, error, class, message, stack}. Ends when its input ends.
 */
public final class ScenarioMain {

  private final Scenario scenario;
  private final PrintStream out;

  private ScenarioMain(Scenario scenario, PrintStream out) {
    this.scenario = scenario;
    this.out = out;
  }

  public static void main(String[] arguments) throws Exception {
    PrintStream out = new PrintStream(System.out, true, "UTF-8");
    Object scenario = Class.forName(arguments[0]).getDeclaredConstructor().newInstance();
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    new ScenarioMain((Scenario) scenario, out).serve(in);
  }

  private void serve(BufferedReader in) throws Exception {
    answer("0", Collections.singletonList("ok"));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      List<String> fields = Wire.decode(line);
      answer(fields.get(0), run(fields));
    }
    scenario.close();
    System.exit(0); // whatever threads the library has left
  }

  private List<String> run(List<String> fields) {
    List<String> arguments = fields.subList(3, fields.size());
    List<String> answer = new ArrayList<>();
    try {
      answer.add("ok");
      answer.addAll(command(fields.get(1), fields.get(2), arguments));
    } catch (Throwable e) { // the contract decides whether this failure was expected
      StringWriter stack = new StringWriter();
      e.printStackTrace(new PrintWriter(stack));
      return Arrays.asList(
          "error", e.getClass().getName(), String.valueOf(e.getMessage()), stack.toString());
    }
    return answer;
  }

  private List<String> command(String parent, String command, List<String> arguments)
      throws Exception {
    switch (command) {
      case "main.bridged":
        return Collections.singletonList(String.valueOf(Spans.bridged()));
      case "main.where":
        return Collections.singletonList(where(arguments.get(0)));
      case "main.mark":
        return Collections.singletonList(Spans.under("", () -> Spans.child(arguments.get(0))));
      default:
        // No OpenTelemetry class is touched without a parent: a scenario runs without that API too.
        return parent.isEmpty()
            ? scenario.handle(command, arguments)
            : Spans.under(parent, () -> scenario.handle(command, arguments));
    }
  }

  private static String where(String className) throws ClassNotFoundException {
    CodeSource source =
        Class.forName(className, false, ScenarioMain.class.getClassLoader())
            .getProtectionDomain()
            .getCodeSource();
    return source == null || source.getLocation() == null ? "jdk" : source.getLocation().toString();
  }

  private void answer(String id, List<String> fields) {
    List<String> all = new ArrayList<>();
    all.add(Wire.ANSWER);
    all.add(id);
    all.addAll(fields);
    out.println(Wire.encode(all));
  }
}
