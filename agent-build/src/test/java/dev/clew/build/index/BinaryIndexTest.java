package dev.clew.build.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.clew.engine.index.BinaryIndex;
import dev.clew.engine.index.Hook;
import dev.clew.engine.index.HookIndex;
import dev.clew.engine.index.IndexFormatException;
import dev.clew.engine.index.PluginInfo;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BinaryIndexTest {

  private static final int PLUGINS = 500;
  private static final IndexMerger.Merged MERGED = Synthetic.merged(PLUGINS);

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static BinaryIndex read() {
    return BinaryIndex.read(MERGED.index(), new Synthetic.Details(MERGED.details()));
  }

  @Test
  void read_500PluginsWarm_costsNoObjectsPerPlugin() {
    read(); // classes
    long before = THREADS.getCurrentThreadAllocatedBytes();
    BinaryIndex index = read();
    long bytes = THREADS.getCurrentThreadAllocatedBytes() - before;
    assertThat(index.pluginCount()).isEqualTo(PLUGINS);
    assertThat(bytes).isLessThan(64 << 10); // two arrays of references and ten annotation names
  }

  /** The time is printed, not judged: other work shares the machine. */
  @Test
  void read_500PluginsInANewJvm_costsLessThanAMegabyteMore(@TempDir Path folder)
      throws IOException, InterruptedException {
    long[] none = cost(folder, 0);
    long[] many = cost(folder, PLUGINS);
    System.out.printf(
        "new JVM: 0 plugins %d bytes %.2f CPU ms; %d plugins %d bytes %.2f CPU ms%n",
        none[0], none[1] / 1e6, PLUGINS, many[0], many[1] / 1e6);
    assertThat(many[2]).isEqualTo(PLUGINS);
    assertThat(many[0] - none[0]).isLessThan(1 << 20);
  }

  private static long[] cost(Path folder, int plugins) throws IOException, InterruptedException {
    Path index = folder.resolve("clew.index");
    Files.write(index, Synthetic.merged(plugins).index());
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                IndexCost.class.getName(),
                index.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String line = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    return Stream.of(line.trim().split(" ")).mapToLong(Long::parseLong).toArray();
  }

  @Test
  void lookUps_ofMisses_allocateNothing() {
    BinaryIndex index = read();
    String[] names = new String[2000];
    for (int i = 0; i < names.length; i++) {
      names[i] = "org/example/library" + i + (i % 3 == 0 ? "/Clients" : "/other$Type" + i);
    }
    int before = lookUp(index, names, 5);
    long bytes = THREADS.getCurrentThreadAllocatedBytes();
    int after = lookUp(index, names, 5);
    bytes = THREADS.getCurrentThreadAllocatedBytes() - bytes;
    assertThat(after).isEqualTo(before).isZero();
    assertThat(bytes).isLessThan(names.length); // nothing per look-up
  }

  @Test
  void lookUps_ofHits_shareTheirArrays() {
    BinaryIndex index = read();
    assertThat(index.hooksOf("org/example/library7/X"))
        .isSameAs(index.hooksOf("org/example/library7/X"))
        .hasSize(3);
    int marker = index.markerOf("org/example/shared/Api");
    assertThat(index.hooksOfMarker(marker)).hasSize(PLUGINS);
    assertThat(index.markerName(marker)).isEqualTo("org/example/shared/Api");
    assertThat(index.markerCount()).isEqualTo(PLUGINS + 1);
    assertThat(index.annotations()).hasSize(10).contains("Lorg/example/Traced3;");
    assertThat(index.hooksOfAnnotation(0)).hasSize(PLUGINS / 10);
  }

  private static int lookUp(HookIndex index, String[] names, int rounds) {
    int hits = 0;
    for (int i = 0; i < rounds; i++) {
      for (String name : names) {
        hits += index.ignored(name) ? 1 : 0;
        hits += index.hooksOf(name) != null ? 1 : 0;
        hits += index.markerOf(name) >= 0 ? 1 : 0;
      }
    }
    return hits;
  }

  @Test
  void details_ofEachHook_areThoseOfItsPlugin() {
    BinaryIndex index = read();
    List<String> names = new ArrayList<>();
    for (int plugin = 0; plugin < PLUGINS; plugin++) {
      names.add(index.pluginName(plugin));
    }
    assertThat(names).isSorted().doesNotHaveDuplicates();
    for (int id = 0; id < index.hookCount(); id++) {
      Hook hook = index.hook(id);
      assertThat(hook.id).isEqualTo(id);
      assertThat(hook.plugin).isSameAs(index.plugin(index.pluginOf(id)));
      assertThat(hook.plugin.state.name()).isEqualTo(index.pluginName(hook.plugin.id));
      for (String type : hook.types) {
        assertThat(index.hooksOf(type)).contains(id);
      }
      for (String type : hook.superTypes) {
        assertThat(index.hooksOfMarker(index.markerOf(type))).contains(id);
      }
    }
    assertThat(index.pluginName(0)).isEqualTo("plugin-0");
    assertThat(index.pluginGroup(0)).isEqualTo("group-0");
    assertThat(index.pluginFlags(0))
        .isEqualTo(HookIndex.CONTEXT_ONLY | HookIndex.SCANS_ANNOTATIONS);
    PluginInfo plugin = index.plugin(0);
    assertThat(plugin.covers).isEqualTo("org.example:library0:[1.0,2.0)");
    assertThat(plugin.references).hasSize(2);
    assertThat(plugin.references.get(1).descriptor).isEqualTo("()V");
    assertThat(plugin.references.get(0).name).isNull();
    Hook hook = index.hook(0);
    assertThat(hook.rewrites).containsExactly(1, 0);
    assertThat(hook.method.openArgs).isTrue();
    assertThat(hook.enter.bindings.get(1).field).isEqualTo("count");
    assertThat(index.hook(1).enter).isNull();
    assertThat(index.hook(1).rewritesReturn).isTrue();
    assertThat(index.hook(1).method.returns).isEqualTo("V");
    assertThat(index.hook(2).enter.origin).isTrue();
  }

  @Test
  void plugin_askedByManyThreads_hasOneState() throws InterruptedException {
    for (int round = 0; round < 20; round++) {
      BinaryIndex index = read();
      Set<Object> states = new HashSet<>();
      CountDownLatch start = new CountDownLatch(1);
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        Thread thread =
            new Thread(
                () -> {
                  try {
                    start.await();
                  } catch (InterruptedException e) {
                    return;
                  }
                  Object state = index.plugin(17).state;
                  synchronized (states) {
                    states.add(state);
                  }
                });
        thread.start();
        threads.add(thread);
      }
      start.countDown();
      for (Thread thread : threads) {
        thread.join();
      }
      assertThat(states).hasSize(1);
    }
  }

  @Test
  void details_ofAnotherIndex_areRefused() {
    BinaryIndex index =
        BinaryIndex.read(
            MERGED.index(), new Synthetic.Details(Synthetic.merged(PLUGINS - 1).details()));
    assertThatThrownBy(() -> index.hook(0))
        .isInstanceOf(IndexFormatException.class)
        .hasMessage("clew.details does not belong to clew.index");
  }

  @Test
  void details_cannotBeRead_failWithTheCauseAndMayWorkLater() {
    boolean[] broken = {true};
    BinaryIndex index =
        BinaryIndex.read(
            MERGED.index(),
            new dev.clew.engine.index.DetailsSource() {
              @Override
              public byte[] details() throws IOException {
                if (broken[0]) {
                  throw new IOException("disk is gone");
                }
                return MERGED.details();
              }

              @Override
              public byte[] classFile(String internalName) {
                return null;
              }

              @Override
              public String location() {
                return "test";
              }
            });
    assertThatThrownBy(() -> index.plugin(3))
        .isInstanceOf(IndexFormatException.class)
        .hasMessageContaining("disk is gone");
    broken[0] = false;
    assertThat(index.plugin(3).id).isEqualTo(3);
  }

  @Test
  void merge_inAnyOrder_givesTheSameBytes() {
    IndexMerger merger = new IndexMerger(IgnoreFile.bundled());
    for (int i = PLUGINS - 1; i >= 0; i--) {
      merger.add(Synthetic.descriptor(i), "plugin " + i);
    }
    IndexMerger.Merged reversed = merger.merge();
    assertThat(reversed.index()).isEqualTo(MERGED.index());
    assertThat(reversed.details()).isEqualTo(MERGED.details());
  }

  @Test
  void add_ofTwoPluginsWithOneName_isRefused() {
    IndexMerger merger = new IndexMerger(IgnoreFile.empty());
    merger.add(Synthetic.descriptor(1), "a.jar");
    assertThatThrownBy(() -> merger.add(Synthetic.descriptor(1), "b.jar"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("two plugins are named plugin-1; one is b.jar");
  }

  @Test
  void merge_ofNothing_isAnIndexThatKnowsNothing() {
    IndexMerger.Merged empty = new IndexMerger(IgnoreFile.empty()).merge();
    BinaryIndex index = BinaryIndex.read(empty.index(), new Synthetic.Details(empty.details()));
    assertThat(index.pluginCount()).isZero();
    assertThat(index.hookCount()).isZero();
    assertThat(index.markerCount()).isZero();
    assertThat(index.annotations()).isEmpty();
    assertThat(index.hooksOf("a")).isNull();
    assertThat(index.markerOf("")).isEqualTo(-1);
    assertThat(index.ignored("java/lang/String")).isFalse();
    assertThatThrownBy(() -> index.plugin(0)).isInstanceOf(IndexOutOfBoundsException.class);
  }
}
