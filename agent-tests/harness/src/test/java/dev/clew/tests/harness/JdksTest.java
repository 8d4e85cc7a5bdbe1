package dev.clew.tests.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JdksTest {

  @Test
  void search_runningJdk_isFound() {
    int version = Runtime.version().feature();
    assertThat(Jdks.search(Map.of()).get(version).java()).isExecutable();
  }

  @Test
  void versionOf_releaseFiles_understandsOldAndNewNumbers(@TempDir Path home) throws Exception {
    Files.createDirectories(home.resolve("bin"));
    Files.createFile(new Jdk(0, home).java());
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"1.8.0_504\"\n");
    assertThat(Jdks.versionOf(home)).isEqualTo(8);
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"25\"\n");
    assertThat(Jdks.versionOf(home)).isEqualTo(25);
  }

  @Test
  void search_variableNamesAnotherVersion_isIgnored() {
    String running = System.getProperty("java.home");
    int other = Runtime.version().feature() == 8 ? 11 : 8;
    Jdk found = Jdks.search(Map.of("JDK_" + other + "_HOME", running)).get(other);
    assertThat(found == null || !found.home().equals(Path.of(running))).isTrue();
  }
}
