package dev.clew.tests.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Arrows point one way: plugins → plugin API ← engine, and nothing knows a plugin. */
class ArrowsTest {

  private static final String JDK = "java..";
  private static final String ANNOTATIONS = "org.jspecify.annotations..";
  private static final String OPENTELEMETRY = "io.opentelemetry..";
  private static final String OPENTELEMETRY_SDK = "io.opentelemetry.sdk..";

  private static void check(ArchRule rule) {
    rule.check(Shipped.CLASSES);
  }

  private static ArchRule onlySees(String module, String... packages) {
    return classes()
        .that()
        .resideInAPackage(module)
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(packages).or(resideInAnyPackage(module, JDK, ANNOTATIONS)));
  }

  private static ArchRule neverSees(String module, String... packages) {
    return noClasses()
        .that()
        .resideInAPackage(module)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(packages);
  }

  @Test
  void shipped_everyPlugin_isOnTheClassPath() throws IOException {
    Set<String> packed = new TreeSet<>();
    for (JavaClass type : Shipped.CLASSES) {
      if (type.getPackageName().startsWith("dev.clew.plugins.")) {
        packed.add(type.getPackageName().split("\\.")[3]);
      }
    }
    List<String> modules =
        Shipped.pluginDirectories().stream().map(name -> name.replace("-", "")).toList();
    assertThat(packed)
        .as("plugin modules against the dependencies of agent-dist/pom.xml")
        .containsExactlyInAnyOrderElementsOf(modules);
  }

  @Test
  void bootstrap_seesTheJdkAlone() {
    check(onlySees("dev.clew.bootstrap.."));
  }

  @Test
  void pluginApi_seesOpenTelemetrysApiAlone() {
    check(onlySees("dev.clew.plugin..", OPENTELEMETRY));
    check(neverSees("dev.clew.plugin..", OPENTELEMETRY_SDK));
  }

  @Test
  void index_seesThePluginApiAlone() {
    check(onlySees("dev.clew.engine.index..", "dev.clew.plugin.."));
  }

  @Test
  void engine_seesThePluginApiAndAsmAlone() {
    check(onlySees("dev.clew.engine..", "dev.clew.plugin..", "org.objectweb.asm.."));
  }

  @Test
  void weaving_isAllThatSeesAsm() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages("dev.clew.engine.weave..", "dev.clew.build..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.objectweb.asm.."));
  }

  @Test
  void engine_neverSeesTheRuntime() {
    check(neverSees("dev.clew.engine..", "dev.clew.runtime..", "dev.clew.exporter.."));
  }

  @Test
  void runtime_seesTheEngineThroughItsFacade() {
    check(
        neverSees(
            "dev.clew.runtime..",
            "dev.clew.engine.match..",
            "dev.clew.engine.weave..",
            "dev.clew.engine.link..",
            "dev.clew.engine.compat.."));
  }

  @Test
  void propagators_seeOpenTelemetrysApiAlone() {
    check(onlySees("dev.clew.propagators..", OPENTELEMETRY));
    check(
        noClasses()
            .that()
            .resideInAPackage("dev.clew.propagators..")
            .should()
            .dependOnClassesThat(
                resideInAPackage(OPENTELEMETRY_SDK)
                    .and(resideInAPackage("io.opentelemetry.sdk.autoconfigure.spi..").negate())));
  }

  @Test
  void sampling_seesOpenTelemetryAlone() {
    check(onlySees("dev.clew.sampling..", OPENTELEMETRY));
  }

  @Test
  void exporter_seesOpenTelemetryAndTheLogApiAlone() {
    check(onlySees("dev.clew.exporter..", OPENTELEMETRY, "org.slf4j..", "javax.net.."));
  }

  @Test
  void plugins_seeOfOursThePluginApiAlone() {
    DescribedPredicate<JavaClass> forTheEngine =
        resideInAPackage("dev.clew.plugin.spi..").and(simpleName("HookErrors").negate());
    check(
        neverSees(
            "dev.clew.plugins..",
            "dev.clew.engine..",
            "dev.clew.runtime..",
            "dev.clew.bootstrap..",
            "dev.clew.build..",
            "dev.clew.propagators..",
            "dev.clew.sampling..",
            "dev.clew.exporter.."));
    check(
        noClasses()
            .that()
            .resideInAPackage("dev.clew.plugins..")
            .should()
            .dependOnClassesThat(forTheEngine));
  }

  @Test
  void plugins_neverSeeOneAnother() {
    check(slices().matching("dev.clew.plugins.(*)..").should().notDependOnEachOther());
  }

  /** The one that bridges the application's own OpenTelemetry API is compiled against that. */
  @Test
  void plugins_neverSeeOpenTelemetry() {
    check(
        noClasses()
            .that()
            .resideInAPackage("dev.clew.plugins..")
            .and()
            .resideOutsideOfPackage("dev.clew.plugins.opentelemetry*..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(OPENTELEMETRY));
  }

  @Test
  void plugins_areKnownToNobody() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage("dev.clew.plugins..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.clew.plugins.."));
  }

  @Test
  void subjects_haveNoCycles() {
    check(slices().matching("dev.clew.(*)..").should().beFreeOfCycles());
  }
}
