package dev.clew.runtime.resource;

import java.util.ArrayList;
import java.util.List;
import java.util.StringTokenizer;
import org.jspecify.annotations.Nullable;

/** Finds a container's id, 64 hex digits, in what the kernel says of a process. */
final class ContainerId {

  private static final int LENGTH = 64;

  private ContainerId() {}

  /** {@code /proc/self/cgroup}: the last part of a path, with runtime prefix and {@code .scope}. */
  static @Nullable String ofControlGroups(@Nullable String text) {
    for (String line : lines(text)) {
      String last = line.substring(line.lastIndexOf('/') + 1);
      String id = idIn(last);
      if (id != null) {
        return id;
      }
    }
    return null;
  }

  /** {@code /proc/self/mountinfo}: the folder from which the container's own files are mounted. */
  static @Nullable String ofMounts(@Nullable String text) {
    for (String line : lines(text)) {
      int containers = line.indexOf("/containers/");
      boolean own = line.contains("/hostname") || line.contains("/resolv.conf");
      if (containers >= 0 && own) {
        String id = idIn(line.substring(containers));
        if (id != null) {
          return id;
        }
      }
    }
    return null;
  }

  private static List<String> lines(@Nullable String text) {
    List<String> lines = new ArrayList<>();
    StringTokenizer tokens = new StringTokenizer(text == null ? "" : text, "\n");
    while (tokens.hasMoreTokens()) {
      lines.add(tokens.nextToken());
    }
    return lines;
  }

  /** The first run of exactly 64 hex digits. */
  private static @Nullable String idIn(String text) {
    int run = 0;
    for (int i = 0; i <= text.length(); i++) {
      boolean hex = i < text.length() && isHex(text.charAt(i));
      if (hex) {
        run++;
      } else if (run == LENGTH) {
        return text.substring(i - LENGTH, i);
      } else {
        run = 0;
      }
    }
    return null;
  }

  private static boolean isHex(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
  }
}
