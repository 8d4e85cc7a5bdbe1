package dev.clew.tests.harness;

import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.function.Executable;
import org.opentest4j.TestAbortedException;

/** Runs a contract for every plugin of a family, as dynamic tests of a {@code @TestFactory}. */
public final class Family {

  private final String name;
  private final List<PluginUnderTest> plugins;
  private final Agent agent = Agents.underTest();

  private Family(String name, List<PluginUnderTest> plugins) {
    this.name = name;
    this.plugins = plugins;
  }

  /** The plugins whose {@code versions.txt} says {@code family: <name>}. */
  public static Family of(String name) {
    return new Family(name, PluginUnderTest.ofFamily(name));
  }

  /** One container per plugin, version and JDK. */
  public Stream<DynamicNode> contract(Function<Subject, Contract> contract) {
    List<Subject> subjects = subjects();
    if (subjects.isEmpty() && System.getProperty("clew.plugins", "").isEmpty()) {
      // Never green by absence.
      return Stream.of(
          dynamicTest(
              name,
              () -> {
                throw Skips.skip("family " + name, "no plugin");
              }));
    }
    return subjects.stream().map(subject -> container(subject, contract));
  }

  /** A contract about live modes; nothing for agents that have none. */
  public Stream<DynamicNode> liveModes(Function<Subject, Contract> contract) {
    return agent.reportsAndReloads() ? contract(contract) : Stream.empty();
  }

  /**
   * One test per plugin and JDK with the newest version, for checks that need a JVM of their own.
   */
  public Stream<DynamicNode> eachNewest(String name, Check check) {
    return subjects().stream()
        .filter(Subject::newest)
        .map(subject -> test(subject + ": " + name, () -> check.run(subject)));
  }

  /** One test per version that the plugin must refuse. */
  public Stream<DynamicNode> incompatible(Check check) {
    return (agent.reportsAndReloads() ? plugins.stream() : Stream.<PluginUnderTest>empty())
        .flatMap(
            plugin ->
                Plan.incompatible(plugin.versions()).stream()
                    .map(entry -> new Subject(plugin, entry.versions(), entry.jdk(), agent)))
        .map(subject -> test(subject + " is refused", () -> check.run(subject)));
  }

  /** What the plan selects. */
  public List<Subject> subjects() {
    List<Subject> subjects = new ArrayList<>();
    for (PluginUnderTest plugin : plugins) {
      for (Plan.Entry entry : Plan.of(plugin.versions())) {
        subjects.add(new Subject(plugin, entry.versions(), entry.jdk(), agent));
      }
    }
    return subjects;
  }

  /** A check in JVMs of its own. */
  @FunctionalInterface
  public interface Check {
    void run(Subject subject) throws Throwable;
  }

  private static DynamicContainer container(Subject subject, Function<Subject, Contract> factory) {
    Run run = new Run(subject, factory);
    // Lazily, phase by phase: the cases are known only after the application has started.
    Stream<DynamicNode> phases =
        Stream.<Function<Run, Stream<DynamicNode>>>of(Run::first, Run::middle, Run::last)
            .flatMap(phase -> phase.apply(run));
    return dynamicContainer(subject.toString(), phases);
  }

  private static DynamicTest test(String name, Executable body) {
    return dynamicTest(
        name,
        () -> {
          long start = System.nanoTime();
          String outcome = "FAILED";
          try {
            body.execute();
            outcome = "ok";
          } catch (TestAbortedException e) {
            outcome = "skipped";
            throw e;
          } finally {
            System.out.printf(
                "%6d ms %-7s %s%n", (System.nanoTime() - start) / 1_000_000, outcome, name);
          }
        });
  }

  /** One subject's application, from start to end. */
  private static final class Run {
    private final Subject subject;
    private final Function<Subject, Contract> factory;
    private @Nullable Contract contract;
    private boolean running;

    Run(Subject subject, Function<Subject, Contract> factory) {
      this.subject = subject;
      this.factory = factory;
    }

    Stream<DynamicNode> first() {
      return Stream.of(test(subject + ": starts", this::start));
    }

    Stream<DynamicNode> middle() {
      List<DynamicNode> cases = new ArrayList<>();
      if (running) {
        contract.cases((name, body) -> cases.add(test(subject + ": " + name, body)));
      }
      return cases.stream();
    }

    Stream<DynamicNode> last() {
      return running
          ? Stream.of(test(subject + ": ends and leaves nothing", this::end))
          : Stream.empty();
    }

    private void start() throws Exception {
      contract = factory.apply(subject);
      try {
        contract.start();
        running = true;
      } finally {
        if (!running) {
          contract.close();
        }
      }
    }

    private void end() throws Exception {
      try (Contract closed = contract) {
        closed.end();
      }
    }
  }
}
