package dev.clew.build.jar;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A Maven artifact that is packed into the agent. */
final class Artifact {

  /** {@code group:artifact:jar:version:scope:/file}, as {@code dependency:list} writes it. */
  private static final Pattern LINE =
      Pattern.compile(
          "\\s*([\\w.-]+):([\\w.-]+):jar:([\\w.-]+):(compile|runtime):(.+?)(?: -- module .*)?");

  /** Maven colours the list even in a file. */
  private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;]*m");

  final String group;
  final String name;
  final String version;
  final Path file;

  private Artifact(String group, String name, String version, Path file) {
    this.group = group;
    this.name = name;
    this.version = version;
    this.file = file;
  }

  /** Reads a list; in an order that does not depend on Maven's. */
  static List<Artifact> list(Path list) throws IOException {
    List<Artifact> artifacts = new ArrayList<>();
    for (String line : Files.readAllLines(list, StandardCharsets.UTF_8)) {
      Matcher matcher = LINE.matcher(COLOUR.matcher(line).replaceAll(""));
      if (matcher.matches()) {
        artifacts.add(
            new Artifact(
                matcher.group(1),
                matcher.group(2),
                matcher.group(3),
                Paths.get(matcher.group(5).trim())));
      } else if (line.contains(":")
          && !line.trim().startsWith("The following files have been resolved:")) {
        throw new IllegalArgumentException(list + ": not understood: " + line);
      }
    }
    artifacts.sort(Comparator.comparing(Artifact::coordinates));
    return artifacts;
  }

  String coordinates() {
    return group + ":" + name + ":" + version;
  }

  String packageUrl() {
    return "pkg:maven/" + group + "/" + name + "@" + version + "?type=jar";
  }
}
