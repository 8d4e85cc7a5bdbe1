package dev.clew.benchmarks.weaver;

import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One JVM: reads the class files, weaves them, prints CPU nanoseconds of the process and classes
 * loaded.
 */
public final class ColdRun {

  /** Implementations of an HTTP client: what an agent weaves, from small to large. */
  private static final String[] CLASSES = {
    "org/apache/http/impl/client/InternalHttpClient",
    "org/apache/http/impl/client/MinimalHttpClient",
    "org/apache/http/impl/client/AbstractHttpClient",
    "org/apache/http/impl/client/CloseableHttpClient",
    "org/apache/http/impl/client/DefaultRequestDirector",
    "org/apache/http/impl/client/HttpClientBuilder",
    "org/apache/http/impl/client/BasicCookieStore",
    "org/apache/http/impl/client/EntityEnclosingRequestWrapper",
    "org/apache/http/impl/execchain/MainClientExec",
    "org/apache/http/impl/execchain/RetryExec",
    "org/apache/http/impl/execchain/RedirectExec",
    "org/apache/http/impl/execchain/ProtocolExec",
    "org/apache/http/impl/execchain/ConnectionHolder",
    "org/apache/http/impl/conn/PoolingHttpClientConnectionManager",
    "org/apache/http/impl/conn/BasicHttpClientConnectionManager",
    "org/apache/http/impl/conn/CPool",
    "org/apache/http/impl/conn/DefaultHttpClientConnectionOperator",
    "org/apache/http/impl/auth/NTLMEngineImpl",
    "org/apache/http/impl/auth/DigestScheme",
    "org/apache/http/client/utils/URIBuilder",
  };

  private ColdRun() {}

  public static void main(String[] args) throws Exception {
    Map<String, byte[]> classes = new LinkedHashMap<>();
    for (String name : CLASSES) {
      classes.put(name, read(name));
    }
    int woven =
        switch (args[0]) {
          case "clew" -> ClewWeaving.weave(classes);
          case "bytebuddy" -> ByteBuddyWeaving.weave(classes);
          default -> classes.size();
        };
    if (woven != CLASSES.length) {
      throw new IllegalStateException("woven " + woven);
    }
    int loaded = (int) ManagementFactory.getClassLoadingMXBean().getTotalLoadedClassCount();
    long cpu =
        ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
            .getProcessCpuTime();
    System.out.println(cpu + " " + loaded);
  }

  private static byte[] read(String name) throws IOException {
    try (InputStream in = ClassLoader.getSystemResourceAsStream(name + ".class")) {
      return in.readAllBytes();
    }
  }
}
