package dev.clew.build.jar;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The {@code META-INF/services} files of all inputs, merged under the relocated names. */
final class Services {

  static final String FOLDER = "META-INF/services/";

  private final Map<String, Set<String>> providers = new TreeMap<>();

  void add(Relocation relocation, String path, byte[] content) {
    String service = relocation.name(path.substring(FOLDER.length()));
    for (String line : new String(content, StandardCharsets.UTF_8).split("\\R")) {
      int comment = line.indexOf('#');
      String provider = (comment < 0 ? line : line.substring(0, comment)).trim();
      if (!provider.isEmpty()) {
        providers.computeIfAbsent(service, s -> new TreeSet<>()).add(relocation.name(provider));
      }
    }
  }

  /** Path to content. */
  Map<String, byte[]> merged() {
    Map<String, byte[]> files = new TreeMap<>();
    for (Map.Entry<String, Set<String>> service : providers.entrySet()) {
      String content = String.join("\n", service.getValue()) + "\n";
      files.put(FOLDER + service.getKey(), content.getBytes(StandardCharsets.UTF_8));
    }
    return files;
  }
}
