package dev.clew.engine.match;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

class ClassHeaderTest {

  private static final List<Class<?>> TYPES =
      List.of(
          Object.class,
          String.class,
          java.util.HashMap.class,
          Runnable.class,
          Override.class,
          Thread.State.class,
          ClassHeaderTest.class,
          java.util.concurrent.ConcurrentHashMap.class);

  private final ClassHeader header = new ClassHeader();

  @Test
  void parse_realClasses_agreesWithReflection() throws IOException {
    for (Class<?> type : TYPES) {
      byte[] file = file(type);
      assertThat(header.parse(file, file.length)).isEqualTo(ClassHeader.OK);
      assertThat(header.thisName()).isEqualTo(internal(type));
      Class<?> superclass = type.isInterface() ? Object.class : type.getSuperclass();
      assertThat(header.superName()).isEqualTo(superclass == null ? null : internal(superclass));
      assertThat(header.interfaces())
          .isEqualTo(
              Arrays.stream(type.getInterfaces())
                  .map(ClassHeaderTest::internal)
                  .toArray(String[]::new));
      assertThat(header.major()).isGreaterThanOrEqualTo(52);
      assertThat((header.access() & Opcodes.ACC_INTERFACE) != 0).isEqualTo(type.isInterface());
      header.release();
    }
  }

  @Test
  void parse_everyPrefix_isTruncatedUntilTheHeadIsThere() throws IOException {
    byte[] file = file(ClassHeaderTest.class);
    boolean complete = false;
    for (int length = 0; length <= file.length; length++) {
      int result = header.parse(file, length);
      assertThat(result).isEqualTo(complete ? ClassHeader.OK : result);
      assertThat(result).isNotEqualTo(ClassHeader.INVALID);
      complete = result == ClassHeader.OK;
    }
    assertThat(complete).isTrue();
  }

  @Test
  void parse_noClassFile_isInvalid() {
    assertThat(header.parse(new byte[100], 100)).isEqualTo(ClassHeader.INVALID);
    assertThat(header.parse(new byte[0], 0)).isEqualTo(ClassHeader.TRUNCATED);
  }

  @Test
  void thisName_beyondAscii_isDecoded() {
    ClassWriter writer = new ClassWriter(0);
    String name = "pack\u00e9/\u540d\u0000\ud83d\ude00";
    writer.visit(Opcodes.V1_8, 0, name, null, "java/lang/Object", null);
    byte[] file = writer.toByteArray();
    assertThat(header.parse(file, file.length)).isEqualTo(ClassHeader.OK);
    assertThat(header.thisName()).isEqualTo(name);
  }

  @Test
  void members_annotatedMethod_isFound() throws IOException {
    byte[] file = file(ClassHeaderTest.class);
    header.parse(file, file.length);
    String descriptor = Test.class.descriptorString();
    assertThat(header.mentions(descriptor)).isTrue();
    Members members = new Members(header);
    int annotated = 0;
    boolean field = false;
    while (members.next()) {
      annotated += members.isMethod() && members.hasAnnotation(descriptor) ? 1 : 0;
      field |= !members.isMethod() && "TYPES".equals(members.name());
    }
    assertThat(field).isTrue();
    assertThat(annotated)
        .isEqualTo(
            (int)
                Arrays.stream(ClassHeaderTest.class.getDeclaredMethods())
                    .filter(method -> method.isAnnotationPresent(Test.class))
                    .count());
  }

  @Test
  void parse_mutatedClasses_neverThrowsAndEnds() throws IOException {
    long seed = Long.getLong("clew.fuzz.seed", 42);
    Random random = new Random(seed);
    byte[][] files = new byte[TYPES.size()][];
    for (int i = 0; i < files.length; i++) {
      files[i] = file(TYPES.get(i));
    }
    int accepted = 0;
    for (int round = 0; round < 20_000; round++) {
      byte[] file = files[random.nextInt(files.length)].clone();
      for (int i = random.nextInt(8); i >= 0; i--) {
        int near = random.nextBoolean() ? Math.min(file.length, 200) : file.length;
        file[random.nextInt(near)] = (byte) random.nextInt(256);
      }
      int length = random.nextInt(4) == 0 ? random.nextInt(file.length) : file.length;
      accepted += walk(file, length, seed, round) ? 1 : 0;
    }
    assertThat(accepted).as("seed %d: most classes survive", seed).isGreaterThan(1000);
  }

  private boolean walk(byte[] file, int length, long seed, int round) {
    try {
      if (header.parse(file, length) != ClassHeader.OK) {
        return false;
      }
      header.interfaces();
      header.mentions("Lnot/There;");
      Members members = new Members(header);
      while (members.next()) {
        members.name();
        members.descriptor();
        members.hasAnnotation("Lnot/There;");
      }
      return true;
    } catch (RuntimeException e) {
      throw new AssertionError("seed " + seed + ", round " + round, e);
    } finally {
      header.release();
    }
  }

  private static String internal(Class<?> type) {
    return type.getName().replace('.', '/');
  }

  private static byte[] file(Class<?> type) throws IOException {
    String name = type.getName().replace('.', '/') + ".class";
    try (InputStream in = ClassLoader.getSystemResourceAsStream(name)) {
      return in.readAllBytes();
    }
  }
}
