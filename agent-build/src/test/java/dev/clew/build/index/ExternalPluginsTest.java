package dev.clew.build.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.engine.index.BinaryIndex;
import dev.clew.engine.index.ExternalPlugins;
import dev.clew.engine.index.Hook;
import dev.clew.engine.index.HookIndex;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExternalPluginsTest {

  private static final IndexMerger.Merged MERGED = Synthetic.merged(3);
  private static final HookIndex BUNDLED =
      BinaryIndex.read(MERGED.index(), new Synthetic.Details(MERGED.details()));

  @TempDir Path folder;
  private final List<String> problems = new ArrayList<>();

  private HookIndex append(Object... paths) {
    List<String> names = new ArrayList<>();
    for (Object path : paths) {
      names.add(path.toString());
    }
    return ExternalPlugins.append(BUNDLED, String.join(File.pathSeparator, names), problems);
  }

  private Path jar(String name, Map<String, byte[]> entries) throws IOException {
    Path file = folder.resolve(name);
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
      }
    }
    return file;
  }

  private Path plugin(int number) throws IOException {
    return jar(
        "plugin" + number + ".jar",
        Map.of(
            "META-INF/clew/plugin-" + number + ".bin",
            Synthetic.descriptor(number),
            "dev/clew/plugins/p" + number + "/Main.class",
            new byte[] {1, 2, 3}));
  }

  @Test
  void append_noPath_isTheBundledIndex() {
    assertThat(ExternalPlugins.append(BUNDLED, null, problems)).isSameAs(BUNDLED);
    assertThat(ExternalPlugins.append(BUNDLED, "", problems)).isSameAs(BUNDLED);
    assertThat(problems).isEmpty();
  }

  @Test
  void append_jar_addsItsPluginAfterTheBundledOnes() throws IOException {
    Path jar = plugin(7);
    HookIndex index = append(jar);
    assertThat(problems).isEmpty();
    assertThat(index.pluginCount()).isEqualTo(4);
    assertThat(index.pluginName(0)).isEqualTo("plugin-0");
    assertThat(index.pluginName(3)).isEqualTo("plugin-7");
    assertThat(index.pluginGroup(3)).isEqualTo("group-0");
    assertThat(index.pluginFlags(3))
        .isEqualTo(HookIndex.SCANS_ANNOTATIONS | HookIndex.ENABLED_BY_DEFAULT);
    assertThat(index.hookCount()).isEqualTo(4 * Synthetic.HOOKS);
    int first = 3 * Synthetic.HOOKS;
    for (int id = 0; id < index.hookCount(); id++) {
      Hook hook = index.hook(id);
      assertThat(hook.id).isEqualTo(id);
      assertThat(index.pluginOf(id)).isEqualTo(id / Synthetic.HOOKS).isEqualTo(hook.plugin.id);
    }
    assertThat(index.hooksOf("org/example/library7/X"))
        .containsExactly(first, first + 1, first + 2);
    assertThat(index.hooksOf("org/example/library1/X")).hasSize(3);
    assertThat(index.plugin(3).source.location()).isEqualTo(jar.toString());
    assertThat(index.plugin(3).source.classFile("dev/clew/plugins/p7/Main")).hasSize(3);
    assertThat(index.plugin(3).source.classFile("dev/clew/plugins/p7/Other")).isNull();
  }

  @Test
  void append_jar_sharesMarkersAndAnnotations() throws IOException {
    HookIndex index = append(plugin(10));
    int first = 3 * Synthetic.HOOKS;
    int shared = index.markerOf("org/example/shared/Api");
    assertThat(shared).isEqualTo(BUNDLED.markerOf("org/example/shared/Api"));
    assertThat(index.hooksOfMarker(shared)).hasSize(4).contains(first + 1);
    int own = index.markerOf("org/example/library10/Api");
    assertThat(own).isEqualTo(BUNDLED.markerCount());
    assertThat(index.markerCount()).isEqualTo(own + 1);
    assertThat(index.markerName(own)).isEqualTo("org/example/library10/Api");
    assertThat(index.markerName(shared)).isEqualTo("org/example/shared/Api");
    int traced = index.annotations().indexOf("Lorg/example/Traced0;");
    assertThat(index.hooksOfAnnotation(traced)).containsExactly(3, first + 3);
    assertThat(index.markerOf("none")).isEqualTo(-1);
    assertThat(index.hooksOf("none")).isNull();
    assertThat(index.ignored("java/lang/String")).isTrue();
  }

  @Test
  void append_folders_areOfJarsOrOfClasses() throws IOException {
    plugin(8);
    plugin(9);
    Path classes = Files.createDirectories(folder.resolve("classes/META-INF/clew"));
    Files.write(classes.resolve("plugin-5.bin"), Synthetic.descriptor(5));
    HookIndex index = append(folder, folder.resolve("classes"));
    assertThat(problems).isEmpty();
    assertThat(index.pluginName(3)).isEqualTo("plugin-8");
    assertThat(index.pluginName(4)).isEqualTo("plugin-9");
    assertThat(index.pluginName(5)).isEqualTo("plugin-5");
    assertThat(index.hook(index.hookCount() - 1).plugin.id).isEqualTo(5);
  }

  @Test
  void append_badFiles_areNamedAndTheOthersGoOn() throws IOException {
    byte[] newer = Synthetic.descriptor(6);
    newer[7] = 9;
    Path text = folder.resolve("text.jar");
    Files.write(text, "no jar".getBytes(StandardCharsets.UTF_8));
    Path empty = jar("empty.jar", Map.of("a", new byte[0]));
    Path old = jar("old.jar", Map.of("META-INF/clew/plugin-6.bin", newer));
    Path twice = jar("twice.jar", Map.of("META-INF/clew/x.bin", Synthetic.descriptor(1)));
    Path good = plugin(4);
    HookIndex index = append(text, empty, old, twice, folder.resolve("none.jar"), good);
    assertThat(index.pluginCount()).isEqualTo(4);
    assertThat(index.pluginName(3)).isEqualTo("plugin-4");
    assertThat(problems).hasSize(5);
    assertThat(problems.get(0)).startsWith("plugins.path: " + text + " cannot be read: ");
    assertThat(problems.get(1))
        .isEqualTo("plugins.path: " + empty + " has no plugin (no META-INF/clew/*.bin)");
    assertThat(problems.get(2))
        .isEqualTo(
            "plugins.path: META-INF/clew/plugin-6.bin: descriptor in "
                + old
                + ": format version 9, this agent reads version 1");
    assertThat(problems.get(3))
        .isEqualTo("plugins.path: " + twice + ": a plugin named plugin-1 is there already");
    assertThat(problems.get(4))
        .isEqualTo("plugins.path: " + folder.resolve("none.jar") + " does not exist");
  }
}
