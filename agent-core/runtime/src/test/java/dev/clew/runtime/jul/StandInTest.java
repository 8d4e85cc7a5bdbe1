package dev.clew.runtime.jul;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** The packed jar has our classes where the SDK's code names those of {@code java.util.logging}. */
final class StandInTest {

  private static final String LOGGING = "java/util/logging/";

  private final Set<String> used = new TreeSet<>();

  @Test
  void members_thatTheSdkUses_allExist() throws IOException {
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      if (entry.contains("opentelemetry") && entry.endsWith(".jar")) {
        read(entry);
      }
    }
    assertThat(used).isNotEmpty();
    assertThat(used).isSubsetOf(offered());
  }

  private void read(String jarPath) throws IOException {
    try (JarFile jar = new JarFile(jarPath)) {
      for (var entry : jar.stream().filter(e -> e.getName().endsWith(".class")).toList()) {
        try (InputStream in = jar.getInputStream(entry)) {
          new ClassReader(in).accept(new Uses(), ClassReader.SKIP_DEBUG);
        }
      }
    }
  }

  private static Set<String> offered() {
    Set<String> names = new TreeSet<>();
    for (Class<?> type : new Class<?>[] {Logger.class, Level.class}) {
      for (Method method : type.getMethods()) {
        names.add(name(type.getSimpleName(), method.getName(), Type.getMethodDescriptor(method)));
      }
      names.addAll(
          Arrays.stream(type.getFields())
              .filter(field -> Modifier.isStatic(field.getModifiers()))
              .map(f -> name(type.getSimpleName(), f.getName(), Type.getDescriptor(f.getType())))
              .collect(Collectors.toSet()));
    }
    return names;
  }

  private static String name(String type, String member, String descriptor) {
    return type + "." + member + descriptor.replace("dev/clew/runtime/jul/", LOGGING);
  }

  private final class Uses extends ClassVisitor {
    Uses() {
      super(Opcodes.ASM9);
    }

    @Override
    public MethodVisitor visitMethod(int a, String n, String d, String s, String[] e) {
      return new MethodVisitor(Opcodes.ASM9) {
        @Override
        public void visitMethodInsn(int op, String owner, String m, String desc, boolean itf) {
          add(owner, m, desc);
        }

        @Override
        public void visitFieldInsn(int op, String owner, String f, String desc) {
          add(owner, f, desc);
        }
      };
    }

    private void add(String owner, String member, String descriptor) {
      if (owner.startsWith(LOGGING)) {
        used.add(name(owner.substring(LOGGING.length()), member, descriptor));
      }
    }
  }
}
