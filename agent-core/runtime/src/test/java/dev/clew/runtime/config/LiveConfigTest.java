package dev.clew.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** CFG-4 and CFG-5. */
final class LiveConfigTest {

  @TempDir Path folder;
  private final List<String> infos = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private final Properties properties = new Properties();
  private Path path;
  private LiveConfig live;
  private long now = 1_700_000_000_000L;

  private final LiveConfig.Audit audit =
      new LiveConfig.Audit() {
        @Override
        public void info(String message) {
          infos.add(message);
        }

        @Override
        public void warn(String message) {
          warnings.add(message);
        }
      };

  @BeforeEach
  void start() throws IOException {
    path = folder.resolve("agent.properties");
    write("sampling.ratio=1.0\nservice.name=shop\n");
    open(path);
  }

  private void open(Path file) {
    List<String> problems = new ArrayList<>();
    properties.setProperty("clew.config.file", file.toString());
    Layers layers = Layers.of(null, properties, new HashMap<>(), problems);
    ConfigFile configFile = ConfigFile.locate(layers, null);
    Config config = ConfigReader.read(configFile.addTo(layers, problems), problems);
    live = new LiveConfig(config, configFile);
    assertThat(problems).isEmpty();
  }

  private void write(String text) throws IOException {
    Files.write(path, text.getBytes(StandardCharsets.UTF_8));
  }

  private void poll() {
    now += 5000;
    live.poll(now, audit);
  }

  @Test
  void poll_dynamicKeyChanged_appliesItWithOneAuditLine() throws IOException {
    List<String> told = new ArrayList<>();
    live.onChange(
        (before, after) ->
            told.add(before.get(Keys.SAMPLING_RATIO) + ">" + after.get(Keys.SAMPLING_RATIO)));
    write("sampling.ratio=0.1\nservice.name=shop\n");
    poll();
    poll();
    assertThat(live.current().get(Keys.SAMPLING_RATIO)).isEqualTo(0.1);
    assertThat(infos).containsExactly("sampling.ratio: 1.0 (file) -> 0.1 (file)");
    assertThat(told).containsExactly("1.0>0.1");
    assertThat(live.appliedReloads()).isEqualTo(1);
  }

  @Test
  void poll_staticKeyChanged_staysAndSaysSo() throws IOException {
    write("sampling.ratio=1.0\nservice.name=other\n");
    poll();
    assertThat(live.current().get(Keys.SERVICE_NAME)).isEqualTo("shop");
    assertThat(infos).singleElement().asString().endsWith("takes effect at the next start");
  }

  @Test
  void poll_oneBadValue_keepsThatKeyAndAppliesTheOthers() throws IOException {
    write("sampling.ratio=0.3\nservice.name=shop\n");
    poll();
    write("sampling.ratio=lots\nlog.level=debug\nservice.name=shop\n");
    poll();
    poll();
    assertThat(live.current().get(Keys.SAMPLING_RATIO)).isEqualTo(0.3);
    assertThat(live.current().get(Keys.LOG_LEVEL)).isEqualTo("debug");
    assertThat(live.partialReloads()).isEqualTo(1);
    assertThat(warnings).singleElement().asString().contains("sampling.ratio=lots");
  }

  @Test
  void poll_unreadableText_keepsAllAndWarnsOnce() throws IOException {
    Files.write(path, new byte[] {'a', '=', (byte) 0xff, (byte) 0xfe});
    poll();
    poll();
    assertThat(live.current().get(Keys.SAMPLING_RATIO)).isEqualTo(1.0);
    assertThat(live.current().get(Keys.SERVICE_NAME)).isEqualTo("shop");
    assertThat(live.failedReloads()).isEqualTo(1);
    assertThat(warnings).hasSize(1);
    write("sampling.ratio=\\u00zz\n");
    poll();
    assertThat(live.failedReloads()).isEqualTo(2);
  }

  @Test
  void poll_fileReplacedByRename_isNoticed() throws IOException {
    Path next = folder.resolve("next");
    Files.writeString(next, "sampling.ratio=0.2\nservice.name=shop\n");
    Files.move(next, path, StandardCopyOption.ATOMIC_MOVE);
    poll();
    assertThat(live.current().get(Keys.SAMPLING_RATIO)).isEqualTo(0.2);
  }

  @Test
  void poll_folderLinkSwapped_isNoticedThoughSizeAndStampAreEqual() throws IOException {
    Path first = Files.createDirectory(folder.resolve("v1")).resolve("a.properties");
    Path second = Files.createDirectory(folder.resolve("v2")).resolve("a.properties");
    Files.writeString(first, "sampling.ratio=0.4\n");
    Files.writeString(second, "sampling.ratio=0.5\n");
    Files.setLastModifiedTime(second, Files.getLastModifiedTime(first));
    Path link = Files.createSymbolicLink(folder.resolve("current"), first.getParent());
    open(link.resolve("a.properties"));
    Files.delete(link);
    Files.createSymbolicLink(link, second.getParent());
    poll();
    assertThat(live.current().get(Keys.SAMPLING_RATIO)).isEqualTo(0.5);
  }

  @Test
  void poll_fileRemoved_returnsToTheDefaults() throws IOException {
    write("sampling.ratio=0.2\nservice.name=shop\n");
    poll();
    Files.delete(path);
    poll();
    assertThat(live.current().get(Keys.SAMPLING_RATIO)).isEqualTo(1.0);
  }

  @Test
  void poll_shadowedChange_isReportedAndHasNoEffect() throws IOException {
    properties.setProperty("clew.sampling.ratio", "0.7");
    open(path);
    write("sampling.ratio=0.2\nservice.name=shop\n");
    poll();
    assertThat(live.current().get(Keys.SAMPLING_RATIO)).isEqualTo(0.7);
    assertThat(infos)
        .containsExactly("sampling.ratio in the file has no effect: system property is stronger");
  }

  @Test
  void poll_secretChanged_isMasked() throws IOException {
    write("sampling.ratio=1.0\nservice.name=shop\nexporter.otlp.headers=key=hunter2\n");
    poll();
    assertThat(infos).singleElement().asString().contains("***").doesNotContain("hunter2");
  }
}
