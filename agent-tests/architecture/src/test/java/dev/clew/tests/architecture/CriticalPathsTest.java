package dev.clew.tests.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Code that runs in premain, inside class transformation, at link time or in a request keeps away
 * from what loads or initialises JDK subsystems there, recurses into what is being instrumented, or
 * fixes choices that belong to the application.
 */
class CriticalPathsTest {

  private static final List<String> MODULES =
      List.of(
          "dev.clew.bootstrap",
          "dev.clew.engine",
          "dev.clew.plugin",
          "dev.clew.plugins",
          "dev.clew.runtime");

  /** Owner or owner.method prefixes, internal form. */
  private static final List<String> FORBIDDEN =
      List.of(
          "java/util/regex/",
          "java/util/stream/",
          "java/util/logging/",
          "java/nio/file/",
          "java/lang/String.format",
          "java/lang/String.split",
          "java/lang/String.replaceAll",
          "java/lang/String.matches");

  /** What a class may use all the same, and why. */
  private static final Map<String, String> EXCEPTIONS = Map.of();

  @TestFactory
  Stream<DynamicTest> module_onACriticalPath_usesNothingForbidden() {
    return MODULES.stream()
        .map(
            module ->
                DynamicTest.dynamicTest(
                    module, () -> assertThat(uses(module)).as("uses").isEmpty()));
  }

  @Test
  void exceptions_thatAreNotNeeded_areRemoved() {
    Set<String> needed = new TreeSet<>();
    for (JavaClass type : Shipped.CLASSES) {
      if (EXCEPTIONS.containsKey(topLevel(type)) && !usesOf(type).isEmpty()) {
        needed.add(topLevel(type));
      }
    }
    assertThat(needed).containsExactlyInAnyOrderElementsOf(EXCEPTIONS.keySet());
  }

  /** That the finder finds: this class streams and has lambdas. */
  @Test
  void uses_ofForbiddenThings_areFound() {
    JavaClass itself = new ClassFileImporter().importClass(CriticalPathsTest.class);
    assertThat(usesOf(itself))
        .anyMatch(use -> use.contains("invokedynamic java/lang/invoke/LambdaMetafactory"))
        .anyMatch(use -> use.contains(": java/util/stream/Stream."));
  }

  @Test
  void modules_ofThisTest_exist() {
    for (String module : MODULES) {
      assertThat(Shipped.CLASSES).anyMatch(type -> in(module, type));
    }
  }

  private static boolean in(String module, JavaClass type) {
    return (type.getPackageName() + ".").startsWith(module + ".");
  }

  private static String topLevel(JavaClass type) {
    int dollar = type.getName().indexOf('$');
    return dollar < 0 ? type.getName() : type.getName().substring(0, dollar);
  }

  private static List<String> uses(String module) {
    List<String> uses = new ArrayList<>();
    for (JavaClass type : Shipped.CLASSES) {
      if (in(module, type) && !EXCEPTIONS.containsKey(topLevel(type))) {
        uses.addAll(usesOf(type));
      }
    }
    return uses.stream().sorted().toList();
  }

  private static List<String> usesOf(JavaClass type) {
    Finder finder = new Finder(type.getName());
    new ClassReader(Shipped.classFile(type)).accept(finder, ClassReader.SKIP_FRAMES);
    return List.copyOf(finder.found.keySet());
  }

  private static final class Finder extends ClassVisitor {

    private final String type;
    private final Map<String, Boolean> found = new LinkedHashMap<>();

    Finder(String type) {
      super(Opcodes.ASM9);
      this.type = type;
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String method, String descriptor, String signature, String[] exceptions) {
      return new MethodVisitor(Opcodes.ASM9) {
        @Override
        public void visitInvokeDynamicInsn(
            String name, String type, Handle bootstrap, Object... arguments) {
          found(method, "invokedynamic " + bootstrap.getOwner() + "." + bootstrap.getName());
        }

        @Override
        public void visitMethodInsn(
            int opcode, String owner, String name, String type, boolean isInterface) {
          member(method, owner, name);
          if (name.startsWith("computeIfAbsent")) {
            found(method, name);
          }
        }

        @Override
        public void visitFieldInsn(int opcode, String owner, String name, String type) {
          member(method, owner, name);
        }

        @Override
        public void visitTypeInsn(int opcode, String owner) {
          member(method, owner, "");
        }
      };
    }

    private void member(String method, String owner, String name) {
      for (String forbidden : FORBIDDEN) {
        if ((owner + "." + name).startsWith(forbidden)) {
          found(method, owner + "." + name);
        }
      }
    }

    private void found(String method, String what) {
      found.put(type + "." + method + ": " + what, true);
    }
  }
}
