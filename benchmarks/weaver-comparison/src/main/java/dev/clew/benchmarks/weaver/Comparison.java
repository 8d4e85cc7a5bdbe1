package dev.clew.benchmarks.weaver;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Forks cold JVMs that weave the same classes with nothing, with our weaver and with Byte Buddy, in
 * turn, and prints the cost: CPU of the process (user + system, median and minimum) and classes
 * loaded.
 *
 * <p>Arguments: Java homes; none for the running one. {@code -Drounds=N} forks N of each (15).
 */
public final class Comparison {

  private static final List<String> WEAVERS = List.of("none", "clew", "bytebuddy");

  private Comparison() {}

  public static void main(String[] args) throws Exception {
    String[] homes = args.length == 0 ? new String[] {System.getProperty("java.home")} : args;
    int rounds = Integer.getInteger("rounds", 15);
    for (String home : homes) {
      Map<String, List<long[]>> runs = new TreeMap<>();
      WEAVERS.forEach(weaver -> runs.put(weaver, new ArrayList<>()));
      for (int round = 0; round < rounds; round++) {
        for (String weaver : WEAVERS) {
          runs.get(weaver).add(run(home, weaver));
        }
      }
      print(home, runs);
    }
    System.out.printf(
        Locale.ROOT,
        "jar: asm %,d bytes, byte-buddy %,d bytes%n",
        size(org.objectweb.asm.ClassReader.class),
        size(net.bytebuddy.ByteBuddy.class));
  }

  private static void print(String home, Map<String, List<long[]>> runs) {
    System.out.printf("%s, %d runs of each%n", version(home), runs.get("none").size());
    System.out.println("weaver     median CPU ms  minimum CPU ms  classes loaded");
    for (String weaver : WEAVERS) {
      System.out.printf(
          Locale.ROOT,
          "%-10s %13.0f  %14.0f  %14d%n",
          weaver,
          median(runs.get(weaver), 0) / 1e6,
          minimum(runs.get(weaver), 0) / 1e6,
          (long) median(runs.get(weaver), 1));
    }
  }

  /** CPU nanoseconds of the process, classes loaded. */
  private static long[] run(String home, String weaver) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                home + File.separator + "bin" + File.separator + "java",
                "-cp",
                classPath(),
                "dev.clew.benchmarks.weaver.ColdRun",
                weaver)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String line =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim();
    if (process.waitFor() != 0) {
      throw new IOException(weaver + " failed: " + line);
    }
    return Arrays.stream(line.split(" ")).mapToLong(Long::parseLong).toArray();
  }

  /** Under exec:java the class path is the loader's, not the JVM's. */
  private static String classPath() {
    List<String> entries = new ArrayList<>();
    for (Class<?> type :
        List.of(
            Comparison.class,
            dev.clew.engine.weave.AsmWeaver.class,
            dev.clew.engine.index.Hook.class,
            dev.clew.plugin.spi.PluginState.class,
            org.objectweb.asm.ClassReader.class,
            net.bytebuddy.ByteBuddy.class,
            org.apache.http.client.HttpClient.class,
            org.apache.http.HttpRequest.class,
            org.apache.commons.logging.Log.class)) {
      entries.add(location(type).getPath());
    }
    return String.join(File.pathSeparator, entries);
  }

  private static File location(Class<?> type) {
    try {
      return new File(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (java.net.URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static long size(Class<?> type) {
    return location(type).length();
  }

  private static String version(String home) {
    try (var release = java.nio.file.Files.lines(java.nio.file.Path.of(home, "release"))) {
      return release.filter(line -> line.startsWith("JAVA_VERSION=")).findFirst().orElse(home);
    } catch (IOException e) {
      return home;
    }
  }

  private static double median(List<long[]> runs, int column) {
    long[] sorted = runs.stream().mapToLong(run -> run[column]).sorted().toArray();
    return sorted[sorted.length / 2];
  }

  private static double minimum(List<long[]> runs, int column) {
    return runs.stream().mapToLong(run -> run[column]).min().orElse(0);
  }
}
