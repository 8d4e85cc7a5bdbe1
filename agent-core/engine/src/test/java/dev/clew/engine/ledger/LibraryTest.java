package dev.clew.engine.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LibraryTest {

  private static final String MANIFEST = "META-INF/MANIFEST.MF";
  private static final String POM = "META-INF/maven/g/a/pom.properties";

  @TempDir private Path folder;

  @Test
  void version_manifest_beatsPomAndName() throws IOException {
    Path jar = write("client-1.0.jar", MANIFEST, "Implementation-Version: 3.0\n", POM, "version=2");
    assertThat(Library.at(jar.toUri().toString()).version()).isEqualTo("3.0");
    assertThat(Library.at(jar.toUri().toString())).hasToString("client-1.0.jar@3.0");
  }

  @Test
  void version_bundle_isTaken() throws IOException {
    Path jar = write("client.jar", POM, "version=2", MANIFEST, "Bundle-Version: 4.1\n");
    assertThat(Library.at(jar.toUri().toString()).version()).isEqualTo("4.1");
  }

  @Test
  void version_pomOnly_isTaken() throws IOException {
    Path jar = write("client-1.0.jar", MANIFEST, "", POM, "version=2");
    assertThat(Library.at(jar.toUri().toString()).version()).isEqualTo("2");
  }

  @Test
  void version_severalPoms_fallsBackToTheName() throws IOException {
    Path jar =
        write("client-1.0.jar", POM, "version=2", "META-INF/maven/g/b/pom.properties", "version=5");
    assertThat(Library.at(jar.toUri().toString()).version()).isEqualTo("1.0");
    assertThat(Library.at(jar.toUri().toString())).hasToString("client-1.0.jar");
  }

  @Test
  void version_pathWithSpacesAndEscapes_isRead() throws IOException {
    Path odd = Files.createDirectory(folder.resolve("a b+c%20\u00e9"));
    Path jar = odd.resolve("x.jar");
    Files.write(jar, zip(MANIFEST, "Implementation-Version: 7\n"));
    assertThat(Library.at(jar.toUri().toString()).version()).isEqualTo("7");
    assertThat(Library.at("file:" + jar).version()).isEqualTo("7");
  }

  @Test
  void version_nestedJars_areRead() throws IOException {
    byte[] inner = zip("a.txt", "x", MANIFEST, "Implementation-Version: 9\n");
    byte[] byPom = zip("a.txt", "x", POM, "version=8");
    Path jar = folder.resolve("app.jar");
    try (OutputStream out = Files.newOutputStream(jar);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      add(zip, "BOOT-INF/lib/lib-1.jar", inner);
      add(zip, "WEB-INF/lib/lib-2.jar", byPom);
    }
    String file = "file:" + jar;
    assertThat(Library.at("jar:" + file + "!/BOOT-INF/lib/lib-1.jar!/").version()).isEqualTo("9");
    assertThat(Library.at("jar:nested:" + jar + "/!BOOT-INF/lib/lib-1.jar!/").version())
        .isEqualTo("9");
    assertThat(Library.at("jar:war:" + file + "*/WEB-INF/lib/lib-2.jar!/").version())
        .isEqualTo("8");
    assertThat(Library.at("jar:" + file + "!/BOOT-INF/lib/lib-1.jar!/").fileName())
        .isEqualTo("lib-1.jar");
    assertThat(Library.at("jar:nested:" + jar + "/!BOOT-INF/lib/lib-1.jar!/").fileName())
        .isEqualTo("lib-1.jar");
  }

  @Test
  void version_nothingToRead_isFromTheNameOrNull() throws IOException {
    assertThat(Library.at("file:/nowhere/okhttp-4.12.0.jar").version()).isEqualTo("4.12.0");
    assertThat(Library.at("file:/nowhere/jackson-core-2.9.0.pr1.jar").version())
        .isEqualTo("2.9.0.pr1");
    assertThat(Library.at("file:/nowhere/classes/").version()).isNull();
    assertThat(Library.at("file:/nowhere/classes/")).hasToString("classes");
    Path broken = Files.write(folder.resolve("b.jar"), new byte[] {1, 2, 3});
    assertThat(Library.at(broken.toUri().toString()).version()).isNull();
    assertThat(Library.at("").version()).isNull();
  }

  private Path write(String name, String... entries) throws IOException {
    return Files.write(folder.resolve(name), zip(entries));
  }

  private static byte[] zip(String... entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (int i = 0; i < entries.length; i += 2) {
        String head = entries[i].equals(MANIFEST) ? "Manifest-Version: 1.0\n" : "";
        add(zip, entries[i], (head + entries[i + 1]).getBytes(StandardCharsets.UTF_8));
      }
    }
    return bytes.toByteArray();
  }

  private static void add(ZipOutputStream zip, String name, byte[] content) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(content);
    zip.closeEntry();
  }
}
