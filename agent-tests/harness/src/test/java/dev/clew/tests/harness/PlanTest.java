package dev.clew.tests.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PlanTest {

  private static PluginUnderTest plugin(String... lines) {
    return PluginUnderTest.parse(Path.of("plugins/some"), List.of(lines));
  }

  private static List<String> plan(boolean all, String... lines) {
    return Plan.of(plugin(lines).versions(), all).stream()
        .map(entry -> entry.versions() + " " + entry.jdk())
        .toList();
  }

  @Test
  void pullRequest_threeVersions_runsTheEndsOnTheirJdks() {
    assertThat(
            plan(
                false,
                "lowest jdk>=8 g:lib:1.0",
                "2.0    jdk>=8 g:lib:2.0",
                "newest jdk>=8 g:lib:3.0,g:extra:1"))
        .containsExactly(
            "lowest lib:1.0 17", "newest lib:3.0 17", "lowest lib:1.0 8", "newest lib:3.0 25");
  }

  @Test
  void pullRequest_jdkExcluded_takesTheNearestThatIsAllowed() {
    assertThat(plan(false, "lowest jdk>=8,jdk<=11 g:lib:1.0", "newest jdk>=21 g:lib:3.0"))
        .containsExactly(
            "lowest lib:1.0 11", "newest lib:3.0 21", "lowest lib:1.0 8", "newest lib:3.0 25");
  }

  @Test
  void pullRequest_libraryIsTheJdk_runsThreeJdks() {
    assertThat(plan(false, "lowest jdk>=8 jdk"))
        .containsExactly("lowest JDK 17", "lowest JDK 8", "lowest JDK 25");
  }

  @Test
  void nightly_groupsAndIncompatible_runsEveryLineOnEveryAllowedJdk() {
    assertThat(
            plan(
                true,
                "h2/lowest jdk>=8,jdk<=11 g:h2:1.0",
                "pg/lowest jdk>=21 g:pg:1.0",
                "incompatible jdk>=8 g:h2:0.1"))
        .containsExactly(
            "h2/lowest h2:1.0 8",
            "h2/lowest h2:1.0 11",
            "pg/lowest pg:1.0 21",
            "pg/lowest pg:1.0 25");
  }

  @Test
  void versionsFile_directivesCommentsOptions_areRead() {
    PluginUnderTest plugin =
        plugin(
            "# comment",
            "family: http-client",
            "scenario: a.b.C",
            "",
            "lowest jdk>=8 g:a:1 server=postgresql url=jdbc:x://{host}?a=b # why");
    assertThat(plugin.directive("family")).isEqualTo("http-client");
    assertThat(plugin.versions().get(0).options())
        .containsEntry("server", "postgresql")
        .containsEntry("url", "jdbc:x://{host}?a=b");
    assertThatThrownBy(() -> plugin.directive("release"))
        .hasMessageContaining("plugins/some/versions.txt");
  }

  @Test
  void versionsFile_brokenLine_saysWhichLine() {
    assertThatThrownBy(() -> plugin("lowest java8 g:a:1"))
        .hasMessageContaining("lowest java8 g:a:1");
  }
}
