package dev.clew.build.jar;

import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.Remapper;

/**
 * Moves the third-party packages below {@code dev.clew.shaded}. Classes under {@code
 * dev/clew/plugins/} stay as they are: what they name belongs to the application.
 *
 * <p>String constants are moved too, but only inside the moved libraries, where they are names of
 * their own classes, resources and system properties. Our code may well name the application's.
 */
final class Relocation {

  private static final String PLUGINS = "dev/clew/plugins/";

  /** Pairs of internal names, from and to. */
  private static final String[][] RULES = {
    {"io/opentelemetry/", "dev/clew/shaded/io/opentelemetry/"},
    {"org/objectweb/asm/", "dev/clew/shaded/asm/"},
    {"org/slf4j/", "dev/clew/shaded/slf4j/"},
  };

  /**
   * What the OpenTelemetry SDK logs with. The real ones would initialise the log manager before the
   * application chose its own.
   */
  private static final String LOGGING = "java/util/logging/";

  private static final String OUR_LOGGING = "dev/clew/runtime/jul/";

  /** SLF4J's own system properties; the application sets them for its copy. */
  private static final String SLF4J_PROPERTIES = "slf4j.";

  /** The path of a class or resource in the jar. */
  String path(String path) {
    for (String[] rule : RULES) {
      if (path.startsWith(rule[0])) {
        return rule[1] + path.substring(rule[0].length());
      }
    }
    return path;
  }

  /** The name of a class, with dots. */
  String name(String name) {
    String path = name.replace('.', '/');
    String moved = path(path);
    return moved.equals(path) ? name : moved.replace('/', '.');
  }

  /** The class file with all references moved; the same array when there are none. */
  byte[] classFile(String path, byte[] bytes) {
    if (path.startsWith(PLUGINS)) {
      return bytes;
    }
    ClassReader reader = new ClassReader(bytes);
    ClassWriter writer = new ClassWriter(0);
    Moves moves = new Moves(!path(path).equals(path));
    reader.accept(new ClassRemapper(writer, moves), 0);
    return moves.moved ? writer.toByteArray() : bytes;
  }

  private static String stand(String logging) {
    String name = logging.substring(LOGGING.length());
    if (!name.equals("Logger") && !name.equals("Level")) {
      throw new IllegalStateException(
          "A packed library uses " + logging + ", for which dev.clew.runtime.jul has no stand-in");
    }
    return OUR_LOGGING + name;
  }

  private final class Moves extends Remapper {

    private final boolean strings;
    private boolean moved;

    Moves(boolean strings) {
      super(org.objectweb.asm.Opcodes.ASM9);
      this.strings = strings;
    }

    @Override
    public String map(String internalName) {
      boolean logging = strings && internalName.startsWith(LOGGING);
      String target = logging ? stand(internalName) : path(internalName);
      moved |= !target.equals(internalName);
      return target;
    }

    @Override
    public Object mapValue(Object value) {
      if (strings && value instanceof String) {
        String text = (String) value;
        String target = text.startsWith(SLF4J_PROPERTIES) ? "clew." + text : path(name(text));
        moved |= !target.equals(text);
        return target;
      }
      return super.mapValue(value);
    }
  }
}
