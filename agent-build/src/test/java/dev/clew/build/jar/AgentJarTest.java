package dev.clew.build.jar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;

class AgentJarTest {

  @TempDir Path folder;
  private Path input;
  private Path jar;

  @BeforeEach
  void writeInput() throws Exception {
    input = Files.createDirectories(folder.resolve("input"));
    jar = folder.resolve("agent.jar");
    write("dev/clew/bootstrap/ClewAgent.class", classFile("dev/clew/bootstrap/ClewAgent", "x"));
    write("dev/clew/bootstrap/boot/Boot.class", classFile("dev/clew/bootstrap/boot/Boot", "x"));
    write("java/lang/ClewDispatcher.class", classFile("java/lang/ClewDispatcher", "x"));
    write("org/slf4j/Logger.class", classFile("org/slf4j/Logger", "org.slf4j.impl.Binder"));
    write("dev/clew/runtime/Main.class", classFile("dev/clew/runtime/Main", "org.slf4j.Logger"));
    write("dev/clew/plugins/P.class", classFile("dev/clew/plugins/P", "org.slf4j.Logger"));
  }

  private void write(String name, byte[] content) throws IOException {
    Path file = input.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, content);
  }

  private void write(String name, String content) throws IOException {
    write(name, content.getBytes(StandardCharsets.UTF_8));
  }

  /** A class with a string constant, whose super class is SLF4J's logger unless it is that. */
  private static byte[] classFile(String name, String constant) {
    ClassWriter writer = new ClassWriter(0);
    String superName = name.equals("org/slf4j/Logger") ? "java/lang/Object" : "org/slf4j/Logger";
    writer.visit(52, 1, name, null, superName, null);
    writer.visitField(0x19, "TEXT", "Ljava/lang/String;", null, constant).visitEnd();
    writer.visitEnd();
    return writer.toByteArray();
  }

  private Map<String, byte[]> pack(String... more) throws IOException {
    AgentJar.main(
        Stream.concat(
                List.of(
                    "--output", jar.toString(), "--inputs", input.toString(), "--version", "1.0")
                    .stream(),
                Arrays.stream(more))
            .toArray(String[]::new));
    return Inputs.read(jar);
  }

  private static String superName(byte[] classFile) {
    return new ClassReader(classFile).getSuperName();
  }

  @Test
  void pack_classes_areHiddenButTheEntryPoints() throws Exception {
    assertThat(pack())
        .containsOnlyKeys(
            "META-INF/MANIFEST.MF",
            "dev/clew/bootstrap/ClewAgent.class",
            "clew/dev/clew/bootstrap/boot/Boot.clewdata",
            "clew/java/lang/ClewDispatcher.clewdata",
            "clew/dev/clew/shaded/slf4j/Logger.clewdata",
            "clew/dev/clew/runtime/Main.clewdata",
            "clew/dev/clew/plugins/P.clewdata");
  }

  @Test
  void pack_entryPoint_isReadableByOldJavaToTellThatItIsTooOld() throws Exception {
    Map<String, byte[]> entries = pack();

    assertThat(entries.get("dev/clew/bootstrap/ClewAgent.class")[7]).isEqualTo((byte) 50);
    assertThat(entries.get("clew/dev/clew/bootstrap/boot/Boot.clewdata")[7]).isEqualTo((byte) 52);
  }

  @Test
  void pack_references_areRelocatedExceptInPlugins() throws Exception {
    Map<String, byte[]> entries = pack();

    assertThat(superName(entries.get("clew/dev/clew/runtime/Main.clewdata")))
        .isEqualTo("dev/clew/shaded/slf4j/Logger");
    assertThat(superName(entries.get("clew/dev/clew/plugins/P.clewdata")))
        .isEqualTo("org/slf4j/Logger");
  }

  @Test
  void pack_strings_areRelocatedInMovedLibrariesOnly() throws Exception {
    Map<String, byte[]> entries = pack();

    assertThat(text(entries.get("clew/dev/clew/shaded/slf4j/Logger.clewdata")))
        .contains("dev.clew.shaded.slf4j.impl.Binder");
    assertThat(text(entries.get("clew/dev/clew/runtime/Main.clewdata")))
        .contains("org.slf4j.Logger")
        .doesNotContain("dev.clew.shaded.slf4j.Logger");
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  @Test
  void pack_services_areMergedUnderRelocatedNames() throws Exception {
    write("META-INF/services/org.slf4j.Logger", "# comment\norg.slf4j.B # b\n\ndev.clew.A\n");

    assertThat(text(pack().get("clew/META-INF/services/dev.clew.shaded.slf4j.Logger.clewdata")))
        .isEqualTo("dev.clew.A\ndev.clew.shaded.slf4j.B\n");
  }

  @Test
  void pack_leftoversOfLibraries_areDropped() throws Exception {
    Map<String, byte[]> before = pack();
    write("META-INF/maven/g/a/pom.xml", "x");
    write("META-INF/versions/9/org/slf4j/Logger.class", "x");
    write("META-INF/native-image/x.json", "x");
    write("META-INF/clew/plugin.bin", "x");
    write("org/slf4j/package-info.class", "x");
    write("module-info.class", "x");

    assertThat(pack()).containsOnlyKeys(before.keySet());
  }

  @Test
  void pack_twiceInOtherTimeZones_isBitIdentical() throws Exception {
    pack();
    byte[] first = Files.readAllBytes(jar);
    TimeZone zone = TimeZone.getDefault();
    try {
      TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kathmandu"));
      pack();
    } finally {
      TimeZone.setDefault(zone);
    }

    assertThat(Files.readAllBytes(jar)).isEqualTo(first);
  }

  @Test
  void pack_sameEntryFromTwoInputs_fails() throws Exception {
    assertThatThrownBy(() -> pack("--inputs", input.toString()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is in both");
  }

  @Test
  void pack_unknownArgument_fails() {
    assertThatThrownBy(() -> pack("--frobnicate", "x"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("unknown argument --frobnicate");
  }

  @Test
  void pack_artifactWithoutLicence_fails() throws Exception {
    Path list = folder.resolve("list.txt");
    Files.writeString(
        list,
        "\nThe following files have been resolved:\n"
            + "   com.example:thing:jar:1.0:compile:"
            + input
            + "\u001b[36m -- module thing\u001b[0m (auto)\n");

    assertThatThrownBy(() -> pack("--artifacts", list.toString()))
        .hasMessage("com.example:thing:1.0 would be packed, but its licence is not on record");
  }

  @Test
  void check_goodJar_findsNothing() throws Exception {
    assertThat(AgentJarCheck.problems(complete(), List.of())).isEmpty();
  }

  @Test
  void check_newClassFileAndMissingLibrary_areNamed() throws Exception {
    byte[] modern = classFile("dev/clew/runtime/Modern", "x");
    modern[7] = 61;
    write("dev/clew/runtime/Modern.class", modern);
    Path list = folder.resolve("list.txt");
    Files.writeString(list, "   org.slf4j:slf4j-api:jar:9.9:compile:/x.jar\n");

    assertThat(AgentJarCheck.problems(complete(), Artifact.list(list)))
        .containsExactlyInAnyOrder(
            "class file version 61: clew/dev/clew/runtime/Modern.clewdata",
            "META-INF/sbom.json does not list org.slf4j:slf4j-api:9.9");
  }

  @Test
  void check_strangeJar_namesEachProblem() throws Exception {
    Path strange = folder.resolve("strange.jar");
    ReproducibleZip.write(
        strange,
        "Manifest-Version: 1.0\r\nMulti-Release: true\r\n\r\n".getBytes(StandardCharsets.UTF_8),
        Map.of("com/example/A.class", new byte[0], "clew/org/slf4j/A.clewdata", new byte[0]));

    assertThat(AgentJarCheck.problems(strange, List.of()))
        .contains(
            "unexpected entry com/example/A.class",
            "not relocated: clew/org/slf4j/A.clewdata",
            "manifest: Premain-Class is null",
            "manifest has Multi-Release",
            "no entry META-INF/LICENSE");
  }

  private Path complete() throws IOException {
    Path text = Files.writeString(folder.resolve("text"), "text");
    pack(
        "--meta",
        "META-INF/LICENSE=" + text,
        "--meta",
        "META-INF/NOTICE=" + text,
        "--sbom",
        folder.resolve("sbom.json").toString());
    return jar;
  }
}
