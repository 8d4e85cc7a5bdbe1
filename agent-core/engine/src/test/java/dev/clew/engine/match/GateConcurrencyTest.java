package dev.clew.engine.match;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.build.testing.Compiled;
import dev.clew.engine.index.HookIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

/** Many threads, many parallel-capable loaders, hostile class files. */
class GateConcurrencyTest {

  private static final int CLASSES = 200;

  private final Compiled compiled =
      Compiled.library("package lib; public interface Marker { void call(); }")
          .plugin(
              """
              package p;
              import dev.clew.plugin.*;
              @Plugin(name = "p", group = "g")
              public final class P {
                @Enter(subtypeOf = "lib.Marker", method = "call")
                public static Object before() { return null; }
              }
              """);
  private final HookIndex index = compiled.index();
  private final Recorder recorder = new Recorder();
  private final Gate gate =
      new Gate(index, new Plugins(index, new int[1]), new Loaders(null, 1, 0), recorder);

  @Test
  @Timeout(120)
  void transform_parallelLoadersAndThreads_findsEverySubtype() throws Exception {
    int loaders = 8;
    int threads = 16;
    MemoryLoader parent =
        new MemoryLoader(null).with("lib/Marker", compiled.classFile("lib/Marker")).through(gate);
    List<MemoryLoader> children = new ArrayList<>();
    TreeMap<String, byte[]> files = tree();
    for (int i = 0; i < loaders; i++) {
      MemoryLoader loader = new MemoryLoader(parent).through(gate);
      files.forEach(loader::with);
      children.add(loader);
    }
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    CyclicBarrier start = new CyclicBarrier(threads);
    try {
      List<Future<?>> futures = new ArrayList<>();
      for (int t = 0; t < threads; t++) {
        int thread = t;
        futures.add(
            pool.submit(
                () -> {
                  start.await();
                  for (int i = 0; i < CLASSES; i++) {
                    int at = thread % 2 == 0 ? i : CLASSES - 1 - i;
                    children.get(thread % loaders).loadClass("app.C" + at);
                  }
                  return null;
                }));
      }
      for (Future<?> future : futures) {
        future.get();
      }
    } finally {
      pool.shutdownNow();
    }
    assertThat(recorder.failures).isEmpty();
    assertThat(recorder.missed).isEmpty();
    assertThat(recorder.hooks.keySet()).containsAll(files.keySet()).hasSize(files.size() + 1);
  }

  @Test
  @Timeout(60)
  void transform_cyclicHierarchy_ends() {
    MemoryLoader loader = new MemoryLoader(null);
    int width = 40;
    for (int i = 0; i < width; i++) {
      String[] all = new String[width];
      for (int j = 0; j < width; j++) {
        all[j] = "app/I" + j;
      }
      loader.with("app/I" + i, type("app/I" + i, "java/lang/Object", all));
    }
    byte[] first = loader.classFile("app/I0");
    assertThat(gate.transform(loader, "app/I0", null, null, first)).isNull();
    assertThat(recorder.failures).isEmpty();
    assertThat(loader.lookups()).isLessThanOrEqualTo(600);
  }

  @Test
  @Timeout(60)
  void transform_endlessHierarchy_ends() {
    ClassLoader endless =
        new ClassLoader(null) {
          @Override
          public java.io.InputStream getResourceAsStream(String name) {
            String type = name.substring(0, name.length() - 6);
            return new java.io.ByteArrayInputStream(type(type, type + "x"));
          }
        };
    assertThat(gate.transform(endless, "app/E", null, null, type("app/E", "app/Ex"))).isNull();
    assertThat(recorder.failures).isEmpty();
    assertThat(recorder.hooks).isEmpty();
  }

  @Test
  @Timeout(60)
  void loaders_dropped_areForgotten() {
    Loaders loaders = new Loaders(null, 1, 0);
    Gate forgetful = new Gate(index, new Plugins(index, new int[1]), loaders, recorder);
    for (int i = 0; i < 100; i++) {
      MemoryLoader loader = new MemoryLoader(null).through(forgetful);
      tree().forEach(loader::with);
      loader.with("lib/Marker", compiled.classFile("lib/Marker"));
      try {
        loader.loadClass("app.C3");
      } catch (ClassNotFoundException e) {
        throw new AssertionError(e);
      }
    }
    while (loaders.size() > 0) {
      System.gc();
      Thread.onSpinWait();
    }
    assertThat(recorder.failures).isEmpty();
  }

  /** C0 implements the marker, the others extend it through up to seven classes. */
  private static TreeMap<String, byte[]> tree() {
    TreeMap<String, byte[]> files = new TreeMap<>();
    files.put("app/C0", type("app/C0", "java/lang/Object", "lib/Marker"));
    for (int i = 1; i < CLASSES; i++) {
      files.put("app/C" + i, type("app/C" + i, "app/C" + (i - 1) / 2));
    }
    return files;
  }

  private static byte[] type(String name, String superName, String... interfaces) {
    ClassWriter writer = new ClassWriter(0);
    int access = Opcodes.ACC_PUBLIC | Opcodes.ACC_ABSTRACT;
    writer.visit(Opcodes.V1_8, access, name, null, superName, interfaces);
    return writer.toByteArray();
  }
}
