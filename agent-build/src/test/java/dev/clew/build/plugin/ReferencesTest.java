package dev.clew.build.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.build.testing.Compiled;
import dev.clew.engine.index.Reference;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReferencesTest {

  private static final String[] LIBRARY = {
    """
    package lib;
    public class Client extends Base {
      public static final Object SHARED = null;
      public int count;
      public void call(Request request) throws Refused {}
      public static Client create() { return null; }
    }
    """,
    "package lib; public class Base { protected void inherited() {} public void late() {} }",
    "package lib; public interface Request { String name(); }",
    "package lib; public class Refused extends Exception {}",
    "package lib; public interface Callback { void done(); }",
    "package lib; public class Options {}",
    "package lib; public class Unused {}",
  };

  private static final String PLUGIN =
      """
      package sample;
      import dev.clew.plugin.*;
      import lib.*;
      @Plugin(name = "sample", group = "test")
      public final class Sample {
        @Enter(type = "lib.Client", method = "call")
        public static void a(@Self Client client, @Arg(0) Request request) {
          client.count = request.name().length();
          client.late();
          if (Client.SHARED instanceof Options[]) { Helper.help(); }
        }
      }
      """;

  private static final String HELPER =
      """
      package sample;
      import lib.*;
      class Helper extends Base implements Callback {
        static void help() {
          try {
            Client.create().call(null);
            new Helper().inherited();
          } catch (Refused e) {
            java.util.concurrent.CompletableFuture.runAsync(null);
          }
        }
        public void done() {}
      }
      """;

  private static final String NOT_REACHED =
      "package sample; class NotReached { Object o = new lib.Unused(); }";

  private static final Compiled COMPILED =
      Compiled.library(LIBRARY).plugin(PLUGIN, HELPER, NOT_REACHED);

  @Test
  void references_ofReachableClasses_areAllThatTheLibraryMustHave() {
    List<Reference> references = COMPILED.index().plugin(0).references;
    assertThat(references)
        .extracting(r -> r.kind + " " + r.owner + " " + r.name + " " + r.descriptor + " " + r.flags)
        .containsExactly(
            "0 lib/Base null null 0",
            "2 lib/Base <init> ()V 0",
            "2 lib/Base inherited ()V 0",
            "0 lib/Callback null null 2",
            "0 lib/Client null null 0",
            "1 lib/Client SHARED Ljava/lang/Object; 1",
            "1 lib/Client count I 0",
            "2 lib/Client call (Llib/Request;)V 0",
            "2 lib/Client create ()Llib/Client; 1",
            "2 lib/Client late ()V 0",
            "0 lib/Options null null 0",
            "0 lib/Refused null null 0",
            "0 lib/Request null null 0",
            "2 lib/Request name ()Ljava/lang/String; 2");
  }

  @Test
  void usedAt_ofMember_isFileAndLine() {
    assertThat(COMPILED.index().plugin(0).references)
        .filteredOn(r -> "create".equals(r.name) || "late".equals(r.name))
        .extracting(r -> r.usedAt)
        .containsExactly("Helper.java:6", "Sample.java:9");
  }

  @Test
  void classes_ofThePlugin_includeWhatIsNotReached() {
    assertThat(COMPILED.index().plugin(0).classes)
        .containsExactly("sample/Helper", "sample/NotReached", "sample/Sample");
  }

  @Test
  void javaEight_hasItsApiAndNothingLater() {
    assertThat(JavaEight.classFile("java/util/concurrent/CompletableFuture")).isNotNull();
    assertThat(JavaEight.classFile("java/sql/Statement")).isNotNull();
    assertThat(JavaEight.classFile("java/net/http/HttpClient")).isNull();
    assertThat(JavaEight.classFile("java/lang/Module")).isNull();
    byte[] string = JavaEight.classFile("java/lang/String");
    assertThat(string).isNotNull();
    assertThat(TypeOutline.parse(string).methods())
        .extracting(TypeOutline.Member::name)
        .contains("isEmpty")
        .doesNotContain("isBlank");
  }
}
