package dev.clew.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** To regenerate both files: {@code ./mvnw test -pl agent-core/runtime -am -Dclew.regenerate}. */
final class ReferencePageTest {

  private static final String STALE =
      "stale, regenerate with ./mvnw test -pl agent-core/runtime -am -Dclew.regenerate"
          + " -Dtest=ReferencePageTest -Dsurefire.failIfNoSpecifiedTests=false";

  private static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("mvnw"))) {
      folder = folder.getParent();
    }
    return folder;
  }

  @Test
  void committedFiles_areWhatTheRegistrySays() throws IOException {
    Path page = root().resolve("docs/configuration.md");
    Path template = root().resolve("agent-dist/src/main/agent.properties");
    if (System.getProperty("clew.regenerate") != null) {
      Files.createDirectories(template.getParent());
      ReferencePage.main(new String[] {page.toString(), template.toString()});
    }
    assertThat(page).as(STALE).hasContent(ReferencePage.page());
    assertThat(template).as(STALE).hasContent(ReferencePage.template());
  }

  @Test
  void template_everyLineEnabled_readsWithoutProblems() throws IOException {
    String enabled = ReferencePage.template().replaceAll("(?m)^#(?=[a-z])", "");
    List<String> problems = new ArrayList<>();
    Map<String, String> file =
        FileText.parse(enabled.getBytes(StandardCharsets.UTF_8), new HashMap<>(), problems);
    Layers layers =
        Layers.of(null, new java.util.Properties(), new HashMap<>(), problems).withFile(file);
    Config config = ConfigReader.read(layers, problems);
    assertThat(UnknownKeys.find(config, List.of(), List.of())).isEmpty();
    assertThat(problems).isEmpty();
    assertThat(file.keySet()).hasSize(Keys.all().size() - 2);
  }
}
