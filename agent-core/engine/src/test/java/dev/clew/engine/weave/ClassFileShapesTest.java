package dev.clew.engine.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clew.build.testing.Compiled;
import dev.clew.engine.testing.Traced;
import java.io.ObjectStreamClass;
import java.lang.reflect.Method;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import seen.Log;

/** Class files that javac does not write any more, never wrote, or writes for new features only. */
class ClassFileShapesTest implements Opcodes {

  private static final String STAND_IN =
      """
      package lib;
      public class Client {
        public static Object work(String s, int n, long l) { return s; }
        public static void other() {}
      }
      """;

  private static final String PLUGIN =
      """
      package p;
      import dev.clew.plugin.*;
      import seen.Log;
      @Plugin(name = "p", group = "g")
      public final class P {
        @Enter(type = "lib.Client", method = "work")
        @Rewrites(arg = {0, 2})
        public static Object[] before(@Arg(0) String s, @Arg(1) int n, @Arg(2) long l, Origin o) {
          Log.add("enter " + s + n + l + o.methodName());
          return n == 0 ? null : Rewrite.of("e", s + "!", l + 1);
        }
        @Exit("before")
        @RewritesReturn
        public static Object after(@Entered Object e, @Returned Object r, @Thrown Throwable t,
            @Arg(0) String s, @Arg(2) long l, @AllArgs Object[] all) {
          Log.add("exit " + e + r + t + s + l + all.length);
          return r == null ? null : r + "?";
        }
        @Enter(type = "lib.Client", method = "other")
        public static Object otherEnter() { return "o"; }
        @Exit("otherEnter")
        public static void otherExit() { Log.add("other"); }
      }
      """;

  private final Traced traced = new Traced(Compiled.library(STAND_IN).plugin(PLUGIN));

  @BeforeEach
  void forget() {
    Log.take();
  }

  @ParameterizedTest
  @ValueSource(ints = {V1_1, V1_2, V1_3, V1_4, V1_5, V1_6, V1_7, V1_8, V11, V17})
  void classFile_ofAnyVersion_runsItsHooks(int version) throws Exception {
    Method work = work(version, this::branching);
    assertThat(work.invoke(null, "s", 1, 5L)).isEqualTo("s!6?");
    assertThat(Log.take()).containsExactly("enter s15work", "exit es!6nulls53");
    assertThat(work.invoke(null, "s", 0, 5L)).isEqualTo("none");
    assertThat(Log.take()).containsExactly("enter s05work");
    assertThatThrownBy(() -> work.invoke(null, null, 7, 5L))
        .hasCauseInstanceOf(ArithmeticException.class);
    assertThat(Log.take())
        .containsExactly(
            "enter null75work", "exit enulljava.lang.ArithmeticException: / by zeronull53");
    assertThat(traced.told).containsExactly("first span hook");
  }

  @Test
  void version50_withoutFrames_isVerifiedTheOldWay() throws Exception {
    assertThat(work(V1_6, 0, this::branching).invoke(null, "s", 1, 5L)).isEqualTo("s!6?");
  }

  @Test
  void subroutines_ofOldFinally_runTheirHooks() throws Exception {
    Method work = work(V1_4, this::subroutine);
    assertThat(work.invoke(null, "s", 1, 5L)).isEqualTo("s!?");
    assertThat(Log.take()).containsExactly("enter s15work", "exit es!nulls53");
  }

  @ParameterizedTest
  @ValueSource(ints = {V1_4, V17})
  void junkOnTheStackAtReturn_isLeftAlone(int version) throws Exception {
    Method work =
        work(
            version,
            code -> {
              code.visitLdcInsn("junk");
              code.visitInsn(LCONST_1);
              code.visitVarInsn(ALOAD, 0);
              code.visitInsn(ARETURN);
            });
    assertThat(work.invoke(null, "s", 1, 5L)).isEqualTo("s!?");
  }

  @ParameterizedTest
  @ValueSource(ints = {V1_4, V17})
  void argumentSlots_reusedWithOtherTypes_keepTheCallsArguments(int version) throws Exception {
    Method work =
        work(
            version,
            code -> {
              Label again = new Label();
              code.visitInsn(DCONST_1);
              code.visitVarInsn(DSTORE, 0); // over the string and the int
              code.visitVarInsn(LLOAD, 2);
              code.visitInsn(L2I);
              code.visitVarInsn(ISTORE, 2); // half of the long
              code.visitLdcInsn("x");
              code.visitVarInsn(ASTORE, 3);
              code.visitLabel(again);
              code.visitIincInsn(2, 1);
              code.visitVarInsn(ILOAD, 2);
              code.visitIntInsn(BIPUSH, 9);
              code.visitJumpInsn(IF_ICMPLT, again);
              code.visitVarInsn(ALOAD, 3);
              code.visitInsn(ARETURN);
            });
    assertThat(work.invoke(null, "s", 1, 5L)).isEqualTo("x?");
    assertThat(Log.take()).containsExactly("enter s15work", "exit exnulls53");
  }

  @Test
  void endlessLoop_withoutReturn_endsWithExit() throws Exception {
    Method work =
        work(
            V17,
            code -> {
              Label again = new Label();
              code.visitLabel(again);
              code.visitIincInsn(1, -1);
              code.visitInsn(ICONST_1);
              code.visitVarInsn(ILOAD, 1);
              code.visitInsn(IDIV);
              code.visitInsn(POP);
              code.visitJumpInsn(GOTO, again);
            });
    assertThatThrownBy(() -> work.invoke(null, "s", 3, 5L))
        .hasCauseInstanceOf(ArithmeticException.class);
    assertThat(Log.take()).hasSize(2).last().asString().startsWith("exit e");
  }

  @Test
  void methodNear64k_isLeftAloneAndOthersAreWoven() throws Exception {
    byte[] bytes = classFile(V17, ClassWriter.COMPUTE_FRAMES, code -> padded(code, 32_760));
    Class<?> type = traced.loader().define("lib.Client", bytes);
    assertThat(type.getMethod("work", String.class, int.class, long.class).invoke(null, "s", 1, 5L))
        .isEqualTo("s");
    type.getMethod("other").invoke(null);
    assertThat(Log.take()).containsExactly("other");
    assertThat(traced.told).first().asString().startsWith("weave.method-too-large");
  }

  @Test
  void method_thatWouldNotBeCompiledAnyMore_isLeftAlone() throws Exception {
    assertThat(work(V17, code -> padded(code, 3990)).invoke(null, "s", 1, 5L)).isEqualTo("s");
    assertThat(traced.told).hasSize(1).first().asString().contains("what the JVM compiles");
    assertThat(work(V17, code -> padded(code, 4010)).invoke(null, "s", 1, 5L))
        .as("never was compiled")
        .isEqualTo("s!?");
  }

  private static void padded(MethodVisitor code, int instructions) {
    for (int i = 0; i < instructions; i++) {
      code.visitInsn(ICONST_0);
      code.visitInsn(POP);
    }
    code.visitVarInsn(ALOAD, 0);
    code.visitInsn(ARETURN);
  }

  @Test
  void class_wovenTwice_runsBothHooks() throws Exception {
    byte[] once =
        traced.weave(
            null, "lib/Client", classFile(V17, ClassWriter.COMPUTE_FRAMES, this::branching));
    Class<?> type = traced.loader().define("lib.Client", once);
    Method work = type.getMethod("work", String.class, int.class, long.class);
    assertThat(work.invoke(null, "s", 1, 5L)).isEqualTo("s!!7??");
  }

  @Test
  void classFile_newerThanTheLibrary_keepsItsVersion() {
    byte[] bytes = classFile(V17, ClassWriter.COMPUTE_FRAMES, this::branching);
    bytes[7] = 99;
    byte[] woven = traced.weave(null, "lib/Client", bytes);
    assertThat(woven).hasSizeGreaterThan(bytes.length);
    assertThat(woven[7]).isEqualTo((byte) 99);
  }

  @Test
  void hostileBytes_areRefusedWithOneException() {
    byte[] bytes = classFile(V17, ClassWriter.COMPUTE_FRAMES, this::branching);
    for (int i = 8; i < bytes.length; i++) {
      byte[] damaged = bytes.clone();
      damaged[i] ^= (byte) 0x55;
      try {
        traced.weave(null, "lib/Client", damaged);
      } catch (IllegalArgumentException expected) {
        assertThat(expected).isNotNull();
      }
    }
  }

  @Test
  void modernTypes_woven_keepTheirShape() throws Exception {
    String library =
        """
        package lib;
        public sealed interface Shape permits Shape.Round, Shape.Kind {
          default String name() { return hidden() + fixed(); }
          private String hidden() { return "h"; }
          static String fixed() { return "f"; }
          record Round(int radius, String label) implements Shape {
            public Round { if (radius < 0) { throw new IllegalArgumentException(); } }
          }
          enum Kind implements Shape { A { public String name2() { return "a"; } };
            public abstract String name2(); }
        }
        """;
    String plugin =
        """
        package p;
        import dev.clew.plugin.*;
        import seen.Log;
        @Plugin(name = "p", group = "g")
        public final class P {
          @Enter(type = "lib.Shape", method = {"name", "hidden", "fixed"})
          public static Object shape(Origin o) { Log.add(o.methodName()); return "e"; }
          @Enter(type = "lib.Shape$Round", method = {"radius", "toString"})
          public static Object round(Origin o) { Log.add(o.methodName()); return "e"; }
          @Enter(type = "lib.Shape$Kind$1", method = "name2")
          public static Object kind(Origin o) { Log.add(o.methodName()); return "e"; }
          @Exit({"shape", "round", "kind"})
          public static void after(@Returned Object r) { Log.add("> " + r); }
          @Exit(type = "lib.Shape$Round", method = "<init>")
          public static void made(@Self Object self) { Log.add("made"); }
        }
        """;
    Traced modern = new Traced(Compiled.library(17, library).plugin(plugin));
    Class<?> round = modern.load("lib.Shape$Round");
    assertThat(round.isRecord()).isTrue();
    Object shape = round.getConstructor(int.class, String.class).newInstance(3, "l");
    assertThat(HookedCallTest.call(shape, "radius")).isEqualTo(3);
    assertThat(HookedCallTest.call(shape, "name")).isEqualTo("hf");
    assertThat(shape).hasToString("Round[radius=3, label=l]");
    assertThat(Log.take())
        .containsExactly(
            "made",
            "radius",
            "> 3",
            "name",
            "hidden",
            "> h",
            "fixed",
            "> f",
            "> hf",
            "toString",
            "> Round[radius=3, label=l]");
    Object kind = modern.load("lib.Shape$Kind").getEnumConstants()[0];
    Log.take();
    Method name2 = kind.getClass().getMethod("name2");
    name2.setAccessible(true);
    assertThat(name2.invoke(kind)).isEqualTo("a");
    assertThat(Log.take()).containsExactly("name2", "> a");
    assertThat(modern.load("lib.Shape").isSealed()).isTrue();
  }

  @Test
  void serializableClass_woven_keepsItsUidAndMembers() throws Exception {
    String library =
        """
        package lib;
        public class Data implements java.io.Serializable, Comparable<Data> {
          static final Object LOCK = new Object();
          private transient int n;
          Runnable later() { return () -> n++; }
          public int compareTo(Data other) { return n - other.n; }
        }
        """;
    String plugin =
        """
        package p;
        import dev.clew.plugin.*;
        @Plugin(name = "p", group = "g")
        public final class P {
          @Enter(type = "lib.Data", method = {"compareTo", "later"})
          public static Object before(@Self Object self, @AllArgs Object[] all) { return self; }
          @Exit("before")
          public static void after(@Entered Object e, @Returned Object r, @Thrown Throwable t) {}
          @Exit(type = "lib.Data", method = "<init>")
          public static void made(@Self Object self) {}
        }
        """;
    Compiled compiled = Compiled.library(library).plugin(plugin);
    Class<?> woven = new Traced(compiled).load("lib.Data");
    Class<?> plain = new Plain().define("lib.Data", compiled.classFile("lib/Data"));
    assertThat(ObjectStreamClass.lookup(woven).getSerialVersionUID())
        .isEqualTo(ObjectStreamClass.lookup(plain).getSerialVersionUID());
    assertThat(members(woven)).containsExactlyElementsOf(members(plain));
  }

  private static List<String> members(Class<?> type) {
    return Stream.of(
            type.getDeclaredMethods(),
            type.getDeclaredFields(),
            type.getDeclaredConstructors(),
            type.getInterfaces())
        .flatMap(Stream::of)
        .map(String::valueOf)
        .sorted()
        .toList();
  }

  private static final class Plain extends ClassLoader {
    Class<?> define(String name, byte[] bytes) {
      return defineClass(name, bytes, 0, bytes.length);
    }
  }

  private interface Body {
    void emit(MethodVisitor code);
  }

  /**
   * {@code n == 0 ? "none" : n == 7 ? 1 / 0 : s + l}, with a loop and a handler that matches not.
   */
  private void branching(MethodVisitor code) {
    Label start = new Label();
    Label end = new Label();
    Label handler = new Label();
    Label other = new Label();
    code.visitTryCatchBlock(start, end, handler, "java/lang/NumberFormatException");
    code.visitLabel(start);
    code.visitVarInsn(ILOAD, 1);
    code.visitJumpInsn(IFNE, other);
    code.visitLdcInsn("none");
    code.visitInsn(ARETURN);
    code.visitLabel(other);
    code.visitIntInsn(BIPUSH, 7);
    code.visitVarInsn(ILOAD, 1);
    code.visitIntInsn(BIPUSH, 7);
    code.visitInsn(ISUB);
    code.visitInsn(IDIV);
    code.visitInsn(POP);
    code.visitVarInsn(ALOAD, 0);
    code.visitVarInsn(LLOAD, 2);
    code.visitMethodInsn(
        INVOKESTATIC, "java/lang/String", "valueOf", "(J)Ljava/lang/String;", false);
    code.visitMethodInsn(
        INVOKEVIRTUAL,
        "java/lang/String",
        "concat",
        "(Ljava/lang/String;)Ljava/lang/String;",
        false);
    code.visitInsn(ARETURN);
    code.visitLabel(end);
    code.visitLabel(handler);
    code.visitInsn(POP);
    code.visitInsn(ACONST_NULL);
    code.visitInsn(ARETURN);
  }

  private void subroutine(MethodVisitor code) {
    Label subroutine = new Label();
    code.visitJumpInsn(JSR, subroutine);
    code.visitJumpInsn(JSR, subroutine);
    code.visitVarInsn(ALOAD, 0);
    code.visitInsn(ARETURN);
    code.visitLabel(subroutine);
    code.visitVarInsn(ASTORE, 4);
    code.visitVarInsn(RET, 4);
  }

  private Method work(int version, Body body) throws Exception {
    return work(
        version, version >= V1_6 ? ClassWriter.COMPUTE_FRAMES : ClassWriter.COMPUTE_MAXS, body);
  }

  private Method work(int version, int flags, Body body) throws Exception {
    Class<?> type = traced.loader().define("lib.Client", classFile(version, flags, body));
    return type.getMethod("work", String.class, int.class, long.class);
  }

  private static byte[] classFile(int version, int flags, Body body) {
    ClassWriter writer =
        new ClassWriter(flags) {
          @Override
          protected String getCommonSuperClass(String type1, String type2) {
            return "java/lang/Object";
          }
        };
    writer.visit(version, ACC_PUBLIC | ACC_SUPER, "lib/Client", null, "java/lang/Object", null);
    MethodVisitor code =
        writer.visitMethod(
            ACC_PUBLIC | ACC_STATIC,
            "work",
            "(Ljava/lang/String;IJ)Ljava/lang/Object;",
            null,
            null);
    code.visitCode();
    body.emit(code);
    code.visitMaxs(8, 8);
    code.visitEnd();
    MethodVisitor other = writer.visitMethod(ACC_PUBLIC | ACC_STATIC, "other", "()V", null, null);
    other.visitCode();
    other.visitInsn(RETURN);
    other.visitMaxs(0, 0);
    other.visitEnd();
    writer.visitEnd();
    byte[] bytes = writer.toByteArray();
    assertThat(new ClassReader(bytes).getClassName()).isEqualTo("lib/Client");
    return bytes;
  }
}
