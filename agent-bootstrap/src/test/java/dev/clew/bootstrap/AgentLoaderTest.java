package dev.clew.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the forked JVMs of the other tests do not reach. */
class AgentLoaderTest {

  private static final int THREADS = 8;

  @TempDir Path folder;
  private JarFile jar;
  private AgentLoader loader;

  @BeforeEach
  void open() throws Exception {
    TestAgent agent = new TestAgent(folder);
    // Content that no entry of a build would have, to tell ours from the parent's.
    agent.entries.put("clew/java/util/logging.properties.clewdata", new byte[] {1, 2, 3});
    agent.entries.put("clew/Broken.clewdata", new byte[] {1, 2, 3});
    Path file = agent.write(folder.resolve("agent.jar"));
    jar = new JarFile(file.toFile(), false);
    loader = new AgentLoader(file.toFile(), jar, AgentLoaderTest.class.getClassLoader());
  }

  @AfterEach
  void close() throws Exception {
    jar.close();
  }

  @Test
  void loadClass_parentHasItToo_definesTheJarsOwn() throws Exception {
    Class<?> own = loader.loadClass("dev.clew.bootstrap.boot.Boot");

    assertThat(own.getClassLoader()).isSameAs(loader);
    assertThat(AgentLoaderTest.class.getClassLoader().loadClass(own.getName())).isNotSameAs(own);
    assertThat(loader.loadClass(own.getName())).isSameAs(own);
  }

  @Test
  void loadClass_javaPackage_comesFromTheJvmThoughTheJarHasAnEntry() {
    assertThatThrownBy(() -> loader.loadClass("java.lang.ClewDispatcher"))
        .isInstanceOf(ClassNotFoundException.class);
  }

  @Test
  void loadClass_unknown_isNotFound() {
    assertThatThrownBy(() -> loader.loadClass("dev.clew.None"))
        .isInstanceOf(ClassNotFoundException.class);
  }

  @Test
  void loadClass_notAClassFile_isALinkageError() {
    assertThatThrownBy(() -> loader.loadClass("Broken")).isInstanceOf(ClassFormatError.class);
  }

  @Test
  void loadClass_jarClosed_isNotFoundWithReason() throws Exception {
    jar.close();

    assertThatThrownBy(() -> loader.loadClass("dev.clew.bootstrap.boot.Boot"))
        .isInstanceOf(ClassNotFoundException.class)
        .hasMessageContaining("cannot be read from the agent jar");
  }

  @Test
  void loadClass_eightThreadsAtOnce_defineEachClassOnce() throws Exception {
    List<String> names =
        List.of(
            "dev.clew.bootstrap.boot.Boot",
            "dev.clew.bootstrap.boot.Modules",
            "dev.clew.bootstrap.boot.AppendDefinition",
            "dev.clew.bootstrap.boot.UnsafeDefinition",
            "dev.clew.runtime.AgentMain");
    CyclicBarrier start = new CyclicBarrier(THREADS);
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Callable<List<Class<?>>>> tasks = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        tasks.add(() -> load(names, start));
      }
      List<Future<List<Class<?>>>> results = threads.invokeAll(tasks, 60, TimeUnit.SECONDS);
      for (Future<List<Class<?>>> result : results) {
        assertThat(result.get()).isEqualTo(results.get(0).get());
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private List<Class<?>> load(List<String> names, CyclicBarrier start) throws Exception {
    start.await(60, TimeUnit.SECONDS);
    List<Class<?>> classes = new ArrayList<>();
    for (String name : names) {
      classes.add(loader.loadClass(name));
    }
    return classes;
  }

  @Test
  void getResource_own_comesBeforeTheParents() throws Exception {
    URL url = loader.getResource("java/util/logging.properties");

    assertThat(url.openStream().readAllBytes()).containsExactly(1, 2, 3);
    assertThat(url.toString()).isEqualTo("clew:/java/util/logging.properties");
    assertThat(loader.getResource("dev/clew/none")).isNull();
    assertThat(loader.getResourceAsStream("dev/clew/none")).isNull();
  }

  @Test
  void getResource_ofAClass_findsItsHiddenEntry() throws Exception {
    URL url = loader.getResource("dev/clew/runtime/AgentMain.class");

    assertThat(url.openStream().readAllBytes())
        .startsWith(0xCA, 0xFE, 0xBA, 0xBE)
        .isEqualTo(loader.getResourceAsStream("dev/clew/runtime/AgentMain.class").readAllBytes());
  }
}
