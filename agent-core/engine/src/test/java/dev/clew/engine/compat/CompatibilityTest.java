package dev.clew.engine.compat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.build.testing.Compiled;
import dev.clew.engine.index.PluginInfo;
import dev.clew.engine.match.Loaders;
import dev.clew.engine.match.MemoryLoader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CompatibilityTest {

  private static final String CLIENT =
      """
      package lib;
      public class Client extends Base implements Named {
        public static String VERSION = "1";
        public Options options;
        public Client() {}
        public void call() {}
        public static int count() { return 1; }
        public String name() { return "client"; }
      }
      """;
  private static final String BASE =
      "package lib; public class Base { public int inherited() { return 1; } }";
  private static final String NAMED = "package lib; public interface Named { String name(); }";
  private static final String OPTIONS = "package lib; public class Options { public boolean on; }";

  private static final String PLUGIN =
      """
      package p;
      import dev.clew.plugin.*;
      import lib.*;
      @Plugin(name = "p", group = "g")
      public final class P {
        @Enter(type = "lib.Client", method = "call")
        public static Object before(@Self Client client) {
          Named named = client;
          return named.name() + client.inherited() + Client.count() + Client.VERSION
              + client.options.on + client.hashCode();
        }
      }
      """;

  private final PluginInfo plugin =
      Compiled.library(CLIENT, BASE, NAMED, OPTIONS).plugin(PLUGIN).index().plugin(0);
  private final Loaders loaders = new Loaders(null, 1, 0);
  private final Compatibility compatibility = new Compatibility(loaders);
  private final List<String> mismatches = new ArrayList<>();

  @Test
  void fits_sameLibrary_isTrue() {
    assertThat(fits(CLIENT, BASE, NAMED, OPTIONS)).isTrue();
    assertThat(mismatches).isEmpty();
  }

  @Test
  void fits_methodMovedIntoSuperType_isTrue() {
    assertThat(
            fits(
                CLIENT
                    .replace("public String name()", "public String other()")
                    .replace("implements Named", ""),
                BASE.replace("class Base", "abstract class Base implements Named")
                    .replace("{ public", "{ public String name() { return null; } public"),
                NAMED,
                OPTIONS))
        .isTrue();
  }

  @Test
  void fits_missingInheritedMethod_namesItAndItsUse() {
    assertThat(fits(CLIENT, BASE.replace("inherited", "renamed"), NAMED, OPTIONS)).isFalse();
    assertThat(mismatches)
        .containsExactly("method lib/Client.inherited()I is missing (used at P.java:9)");
  }

  @Test
  void fits_missingType_namesIt() {
    assertThat(fits(CLIENT.replace("public Options options;", ""), BASE, NAMED)).isFalse();
    assertThat(mismatches).singleElement().asString().contains("lib/");
  }

  @Test
  void fits_fieldOfOtherType_isFalse() {
    assertThat(
            fits(CLIENT.replace("String VERSION = \"1\"", "int VERSION = 1"), BASE, NAMED, OPTIONS))
        .isFalse();
    assertThat(mismatches)
        .singleElement()
        .asString()
        .startsWith("field lib/Client.VERSION Ljava/lang/String; is missing");
  }

  @Test
  void fits_staticMethodTurnedInstance_isFalse() {
    assertThat(fits(CLIENT.replace("static int count", "int count"), BASE, NAMED, OPTIONS))
        .isFalse();
    assertThat(mismatches).singleElement().asString().contains("count()I is not static");
  }

  @Test
  void fits_interfaceTurnedClass_isFalse() {
    assertThat(
            fits(
                CLIENT.replace("extends Base implements Named", "extends Base"),
                BASE.replace("class Base", "class Base extends Named"),
                NAMED
                    .replace("interface", "class")
                    .replace("String name();", "public String name() { return null; }"),
                OPTIONS))
        .isFalse();
    assertThat(mismatches).singleElement().asString().contains("not to an interface");
  }

  @Test
  void fits_privateMember_isFalse() {
    assertThat(
            fits(
                CLIENT.replace("public static int count", "private static int count"),
                BASE,
                NAMED,
                OPTIONS))
        .isFalse();
  }

  @Test
  void fits_asked_twice_reportsOnce() {
    MemoryLoader loader = loader(CLIENT, BASE.replace("inherited", "renamed"), NAMED, OPTIONS);
    assertThat(fits(loader)).isFalse();
    int lookups = loader.lookups();
    assertThat(fits(loader)).isFalse();
    assertThat(loader.lookups()).isEqualTo(lookups);
    assertThat(mismatches).hasSize(1);
  }

  @Test
  void fits_loaderThatShowsNoClassFiles_isTrusted() {
    MemoryLoader loader = loader(CLIENT, BASE, NAMED, OPTIONS);
    byte[] client = loader.classFile("lib/Client");
    MemoryLoader hidden = new MemoryLoader(null).hidden();
    assertThat(fits(hidden, client)).isTrue();
  }

  @Test
  void refuse_linkageError_turnsOffOnce() {
    MemoryLoader loader = loader(CLIENT, BASE, NAMED, OPTIONS);
    assertThat(fits(loader)).isTrue();
    assertThat(compatibility.refuse(loader, 0)).isTrue();
    assertThat(compatibility.refuse(loader, 0)).isFalse();
    assertThat(fits(loader)).isFalse();
    assertThat(mismatches).isEmpty();
  }

  private boolean fits(String... library) {
    return fits(loader(library));
  }

  private boolean fits(MemoryLoader loader) {
    return fits(loader, loader.classFile("lib/Client"));
  }

  private boolean fits(MemoryLoader loader, byte[] client) {
    return compatibility.fits(
        loader,
        loaders.of(loader),
        plugin,
        "lib/Client",
        client,
        (state, info, mismatch) -> mismatches.add(mismatch.toString()));
  }

  private static MemoryLoader loader(String... sources) {
    Compiled compiled =
        Compiled.library(sources)
            .plugin(
                "package q; @dev.clew.plugin.Plugin("
                    + "name = \"q\", group = \"g\") public final class Q { @dev.clew.plugin.Enter("
                    + "type = \"lib.Client\", method = \"call\") public static Object a() { return null; } }");
    MemoryLoader loader = new MemoryLoader(null);
    compiled.libraryClasses().forEach(name -> loader.with(name, compiled.classFile(name)));
    return loader;
  }
}
