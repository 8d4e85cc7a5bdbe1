package dev.clew.engine.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.build.testing.Compiled;
import dev.clew.engine.testing.Traced;
import dev.clew.plugin.spi.PluginState;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

/** Application loaders that were traced go when the application lets them go. */
class LoaderCollectionTest {

  private static final int LOADERS = 100;

  private static final String CLIENT =
      """
      package lib;
      public class Client implements java.util.concurrent.Callable {
        static Object held;
        public Object call() { held = this; return "x"; }
      }
      """;

  private static final String PLUGIN =
      """
      package p;
      import dev.clew.plugin.*;
      @Plugin(name = "p", group = "g")
      public final class P {
        private static Object last;
        @Enter(type = "lib.Client", method = "call")
        public static Object before(@Self Object self, Origin origin) { last = self; return self; }
        @Exit("before")
        @RewritesReturn
        public static Object after(@Entered Object e) { return last == e ? "hooked" : "lost"; }
      }
      """;

  private final Compiled compiled = Compiled.library(CLIENT).plugin(PLUGIN);
  private final Traced traced = new Traced(compiled);
  private final ReferenceQueue<Object> collected = new ReferenceQueue<>();
  private final Set<WeakReference<?>> loaders = new HashSet<>();

  @ParameterizedTest
  @ValueSource(ints = {Opcodes.V1_8, Opcodes.V1_4})
  void loaders_linkedAndDropped_areCollected(int version) throws Exception {
    byte[] bytes = ofVersion(compiled.classFile("lib/Client"), version);
    for (int i = 0; i < LOADERS; i++) {
      runOnce(bytes);
    }
    traced.mode(PluginState.OFF);
    traced.mode(PluginState.ON);
    awaitCollection();
    assertThat(loaders).isEmpty();
    assertThat(traced.told).containsExactly("first span hook");
  }

  @Test
  void oldClassFile_afterCollections_keepsItsPlugin() throws Exception {
    byte[] bytes = ofVersion(compiled.classFile("lib/Client"), Opcodes.V1_4);
    Callable<?> client = client(bytes);
    assertThat(client.call()).isEqualTo("hooked");
    runOnce(bytes); // an object whose collection tells that there was one
    awaitCollection();
    assertThat(client.call()).isEqualTo("hooked");
    assertThat(traced.linker.linked(0)).as("linked once per class").isEqualTo(4);
  }

  private void runOnce(byte[] bytes) throws Exception {
    Callable<?> client = client(bytes);
    assertThat(client.call()).isEqualTo("hooked");
    loaders.add(new WeakReference<>(client.getClass().getClassLoader(), collected));
  }

  private Callable<?> client(byte[] bytes) throws Exception {
    Class<?> type = traced.loader().define("lib.Client", bytes);
    return (Callable<?>) type.getConstructor().newInstance();
  }

  /**
   * Collects until all are gone; the JVM decides when, so this is bounded in rounds, not in time.
   */
  private void awaitCollection() throws InterruptedException {
    for (int round = 0; round < 50 && !loaders.isEmpty(); round++) {
      System.gc();
      for (Object reference = collected.remove(100);
          reference != null;
          reference = collected.poll()) {
        loaders.remove(reference);
      }
    }
  }

  private static byte[] ofVersion(byte[] bytes, int version) {
    ClassWriter writer = new ClassWriter(0);
    new ClassReader(bytes)
        .accept(
            new ClassVisitor(Opcodes.ASM9, writer) {
              @Override
              public void visit(
                  int was,
                  int access,
                  String name,
                  String signature,
                  String superName,
                  String[] interfaces) {
                super.visit(version, access, name, signature, superName, interfaces);
              }
            },
            ClassReader.SKIP_FRAMES);
    return writer.toByteArray();
  }
}
