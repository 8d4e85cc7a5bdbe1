package dev.clew.engine.match;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.build.testing.Compiled;
import dev.clew.engine.index.HookIndex;
import dev.clew.plugin.spi.PluginState;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GateTest {

  private static final String[] LIBRARY = {
    "package lib; public interface Client { void call(); }",
    "package lib; public interface PooledClient extends Client {}",
    "package lib; public abstract class Base implements PooledClient {}",
    "package lib; public class Exact { public void run() {} }",
    "package lib; public @interface Traced {}",
    "package app; public class Plain { void nothing() {} }",
    "package app; public class Deep extends Middle { public void call() {} }",
    "package app; public abstract class Middle extends lib.Base {}",
    "package app; public class Task extends java.util.concurrent.FutureTask<String> {"
        + " public Task() { super(null, null); } }",
    "package app; public class Annotated { @lib.Traced void work() {} }",
    "package app; public class AnnotatedField { @lib.Traced int field; void work() {} }",
  };

  private static final String[] PLUGINS = {
    plugin("exact", "", "type = \"lib.Exact\", method = \"run\""),
    plugin("below", "", "subtypeOf = \"lib.Client\", method = \"call\""),
    plugin(
        "tasks",
        ", contextOnly = true",
        "subtypeOf = \"java.util.concurrent.Future\", method = \"get\""),
    plugin("traced", ", scansAnnotations = true", "annotatedWith = \"lib.Traced\""),
  };

  private static final Compiled COMPILED = Compiled.library(LIBRARY).plugin(PLUGINS);

  private final HookIndex index = COMPILED.index();
  private final Recorder recorder = new Recorder();
  private final int[] modes = new int[index.pluginCount()];
  private Plugins plugins = new Plugins(index, modes);
  private Gate gate = gate(null);

  @AfterEach
  void nothingFailed() {
    assertThat(recorder.failures).isEmpty();
  }

  @Test
  void transform_exactName_matches() {
    load("lib/Exact");
    assertThat(recorder.hooks).containsOnlyKeys("lib/Exact");
    assertThat(pluginsOf("lib/Exact")).containsExactly("exact");
  }

  @Test
  void transform_subtypeThroughClassesAndInterfaces_matches() {
    load("app/Deep");
    assertThat(pluginsOf("app/Deep")).containsExactly("below");
  }

  @Test
  void transform_markerItself_matches() {
    load("lib/Client");
    assertThat(pluginsOf("lib/Client")).containsExactly("below");
  }

  @Test
  void transform_plainClass_matchesNothingAndReadsNothing() {
    MemoryLoader loader = load("app/Plain");
    assertThat(recorder.hooks).isEmpty();
    assertThat(loader.lookups()).isZero();
  }

  @Test
  void transform_superTypesSeenBefore_readsNothingAgain() {
    MemoryLoader loader = loader();
    gate.transform(loader, "app/Deep", null, null, COMPILED.classFile("app/Deep"));
    int lookups = loader.lookups();
    assertThat(lookups).isEqualTo(4);
    gate.transform(loader, "app/Middle", null, null, COMPILED.classFile("app/Middle"));
    gate.transform(loader, "lib/Base", null, null, COMPILED.classFile("lib/Base"));
    assertThat(loader.lookups()).isEqualTo(lookups);
    assertThat(recorder.hooks.keySet()).contains("app/Deep", "app/Middle", "lib/Base");
  }

  @Test
  void transform_jdkSuperType_matchesOnceArmed() {
    load("app/Task");
    assertThat(recorder.hooks).isEmpty();
    plugins.arm();
    load("app/Task");
    assertThat(pluginsOf("app/Task")).containsExactly("tasks");
  }

  @Test
  void transform_jdkSuperTypeThatTheGateNeverSaw_isReportedAsMissed() {
    plugins.arm();
    load("app/Task");
    assertThat(recorder.missed).contains("java/util/concurrent/FutureTask");
    recorder.missed.clear();
    load("app/Task");
    assertThat(recorder.missed).isEmpty();
  }

  @Test
  void transform_pluginOff_matchesNothingUntilWanted() {
    modes[plugin("exact")] = PluginState.OFF;
    plugins = new Plugins(index, modes);
    gate = gate(null);
    load("lib/Exact");
    assertThat(recorder.hooks).isEmpty();
    assertThat(plugins.mode(plugin("exact"), PluginState.ON)).isTrue();
    load("lib/Exact");
    assertThat(pluginsOf("lib/Exact")).containsExactly("exact");
  }

  @Test
  void transform_annotatedMethod_matches() {
    load("app/Annotated");
    assertThat(pluginsOf("app/Annotated")).containsExactly("traced");
  }

  @Test
  void transform_annotationOnFieldOnly_matchesNothing() {
    load("app/AnnotatedField");
    assertThat(recorder.hooks).isEmpty();
  }

  @Test
  void transform_annotationTypeNotVisible_matchesNothing() {
    MemoryLoader loader = new MemoryLoader(null);
    gate.transform(loader, "app/Annotated", null, null, COMPILED.classFile("app/Annotated"));
    assertThat(recorder.hooks).isEmpty();
  }

  @Test
  void transform_superTypeWithoutClassFile_isNotRemembered() {
    MemoryLoader loader = new MemoryLoader(null);
    gate.transform(loader, "app/Deep", null, null, COMPILED.classFile("app/Deep"));
    assertThat(recorder.hooks).isEmpty();
    for (String name : COMPILED.libraryClasses()) {
      loader.with(name, COMPILED.classFile(name));
    }
    gate.transform(loader, "app/Deep", null, null, COMPILED.classFile("app/Deep"));
    assertThat(pluginsOf("app/Deep")).containsExactly("below");
  }

  @Test
  void transform_generatedSuperTypeOfParentLoader_isKnownFromItsDefinition() {
    MemoryLoader parent = loader().hidden();
    for (String name : List.of("lib/Client", "lib/PooledClient", "lib/Base", "app/Middle")) {
      gate.transform(parent, name, null, null, COMPILED.classFile(name));
    }
    MemoryLoader child = new MemoryLoader(parent);
    gate.transform(child, "app/Deep", null, null, COMPILED.classFile("app/Deep"));
    assertThat(pluginsOf("app/Deep")).containsExactly("below");
  }

  @Test
  void transform_agentLoaderAndItsLoaders_areLeftAlone() {
    MemoryLoader agent = loader();
    gate = gate(agent);
    gate.transform(agent, "lib/Exact", null, null, COMPILED.classFile("lib/Exact"));
    assertThat(recorder.hooks).isEmpty();
    gate = gate(MemoryLoader.class.getClassLoader()); // defined the class of MemoryLoader
    load("lib/Exact");
    assertThat(recorder.hooks).isEmpty();
  }

  @Test
  void transform_anything_leavesUnmatchedBytesAlone() {
    MemoryLoader loader = loader();
    for (String name : COMPILED.libraryClasses()) {
      assertThat(gate.transform(loader, name, null, null, COMPILED.classFile(name))).isNull();
    }
    assertThat(gate.transform(loader, null, null, null, new byte[10])).isNull();
    assertThat(gate.transform(null, "java/lang/Nothing", null, null, new byte[0])).isNull();
  }

  @Test
  void transform_closed_matchesNothing() {
    gate.close();
    load("lib/Exact");
    assertThat(recorder.hooks).isEmpty();
  }

  @Test
  void transform_loadedByOurOwnLookUp_isReportedAsMissed() {
    MemoryLoader inner = loader();
    byte[] exact = COMPILED.classFile("lib/Exact");
    ClassLoader reentrant =
        new ClassLoader(null) {
          @Override
          public java.io.InputStream getResourceAsStream(String name) {
            gate.transform(inner, "lib/Exact", null, null, exact);
            return inner.getResourceAsStream(name);
          }
        };
    gate.transform(reentrant, "app/Deep", null, null, COMPILED.classFile("app/Deep"));
    assertThat(recorder.missed).containsOnly("lib/Exact");
    assertThat(recorder.hooks).containsOnlyKeys("app/Deep");
  }

  @Test
  void transform_loaderThatThrows_doesWithoutSuperTypes() {
    ClassLoader broken =
        new ClassLoader(null) {
          @Override
          public java.io.InputStream getResourceAsStream(String name) {
            throw new NoClassDefFoundError("broken loader");
          }
        };
    assertThat(gate.transform(broken, "app/Deep", null, null, COMPILED.classFile("app/Deep")))
        .isNull();
    assertThat(recorder.hooks).isEmpty();
  }

  @Test
  void transform_stackOverflowInLoader_isCounted() {
    ClassLoader endless =
        new ClassLoader(null) {
          @Override
          public java.io.InputStream getResourceAsStream(String name) {
            return getResourceAsStream(name + "x");
          }
        };
    assertThat(gate.transform(endless, "app/Deep", null, null, COMPILED.classFile("app/Deep")))
        .isNull();
    assertThat(recorder.failures).hasOnlyElementsOfType(StackOverflowError.class).isNotEmpty();
    recorder.failures.clear();
    load("lib/Exact");
    assertThat(recorder.hooks).as("the guard was left").containsKey("lib/Exact");
  }

  @Test
  void wants_loadedClasses_decidesWithoutTheirBytes() throws Exception {
    MemoryLoader loader = loader();
    assertThat(gate.wants(loader.loadClass("app.Deep"), new boolean[0])).isTrue();
    assertThat(gate.wants(loader.loadClass("lib.Exact"), new boolean[0])).isTrue();
    assertThat(gate.wants(loader.loadClass("app.Annotated"), new boolean[0])).isTrue();
    assertThat(gate.wants(loader.loadClass("app.Plain"), new boolean[0])).isFalse();
    assertThat(gate.wants(String[].class, new boolean[0])).isFalse();
    boolean[] onlyBelow = new boolean[index.pluginCount()];
    onlyBelow[plugin("below")] = true;
    assertThat(gate.wants(loader.loadClass("lib.Exact"), onlyBelow)).isFalse();
    assertThat(gate.wants(loader.loadClass("app.Deep"), onlyBelow)).isTrue();
  }

  @Test
  void transform_redefinedClass_usesItsLoadedSuperTypes() throws Exception {
    MemoryLoader loader = loader().hidden();
    Class<?> deep = loader.loadClass("app.Deep");
    gate.transform(loader, "app/Deep", deep, null, COMPILED.classFile("app/Deep"));
    assertThat(pluginsOf("app/Deep")).containsExactly("below");
  }

  private MemoryLoader load(String name) {
    MemoryLoader loader = loader();
    gate.transform(loader, name, null, null, COMPILED.classFile(name));
    return loader;
  }

  private MemoryLoader loader() {
    MemoryLoader loader = new MemoryLoader(null);
    for (String name : COMPILED.libraryClasses()) {
      loader.with(name, COMPILED.classFile(name));
    }
    return loader;
  }

  private Gate gate(ClassLoader agent) {
    Loaders loaders = new Loaders(agent, index.pluginCount(), index.annotations().size());
    return new Gate(index, plugins, loaders, recorder);
  }

  private List<String> pluginsOf(String name) {
    return recorder.hooks.get(name).stream()
        .map(hook -> index.pluginName(index.pluginOf(hook)))
        .toList();
  }

  private int plugin(String name) {
    for (int i = 0; i < index.pluginCount(); i++) {
      if (index.pluginName(i).equals(name)) {
        return i;
      }
    }
    throw new AssertionError(name);
  }

  private static String plugin(String name, String more, String where) {
    return "package "
        + name
        + "; import dev.clew.plugin.*; @Plugin(name = \""
        + name
        + "\", group = \"g\""
        + more
        + ") public final class Hooks { @Enter("
        + where
        + ") public static Object before() { return null; } }";
  }
}
