package dev.clew.build.plugin;

import dev.clew.engine.index.Reference;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;

/** Rules for a plugin as a whole: its annotation, its settings, what its code may use. */
final class UnitRules {

  private static final Pattern KEBAB = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
  private static final Pattern COVERS = Pattern.compile("[^:\\s]+:[^:\\s]+:[\\[(][^\\s]*[\\])]");
  private static final Pattern OPENS = Pattern.compile("[a-z][\\w.]*/[a-z]\\w*(\\.\\w+)*");
  private static final int JAVA_8 = 52;

  private final PluginUnit unit;
  private final Report report;
  private final @Nullable String directory;

  /**
   * Creates the rules.
   *
   * @param directory name of the module's folder, which the plugin must have; null for any
   */
  UnitRules(PluginUnit unit, Report report, @Nullable String directory) {
    this.unit = unit;
    this.report = report;
    this.directory = directory;
  }

  void check() {
    PluginClass.Header header = unit.header();
    name(header);
    if (!KEBAB.matcher(header.group()).matches()) {
      at("group", "the group \"" + header.group() + "\" is not kebab-case, like http-client");
    }
    if (!header.covers().isEmpty() && !COVERS.matcher(header.covers()).matches()) {
      at("covers", "covers = \"" + header.covers() + "\" is not group:artifact:[lowest,highest)");
    }
    for (String opened : header.opens()) {
      if (!OPENS.matcher(opened).matches()) {
        at(opened, "opens \"" + opened + "\" is not module/package, like java.base/java.net");
      }
    }
    if (unit.classes().stream().allMatch(type -> type.hooks().isEmpty())) {
      at("@Plugin", "the plugin has no hook; add a public static method with @Enter or @Exit");
    }
    unit.classes().forEach(this::checkClass);
    settings();
  }

  private void name(PluginClass.Header header) {
    String name = header.name();
    if (!KEBAB.matcher(name).matches()) {
      at("name", "the plugin's name \"" + name + "\" is not kebab-case, like http-url-connection");
    } else if (directory != null && !name.equals(directory)) {
      String message = "the plugin is named \"" + name + "\" but its directory \"" + directory;
      at("name", message + "\"; name both alike");
    }
  }

  private void at(String needle, String message) {
    report.at(unit.main(), needle, message);
  }

  private void checkClass(PluginClass type) {
    if (type.version() > JAVA_8) {
      String message = " has class-file version " + type.version() + "; plugins run on Java 8";
      report.at(type, "class ", simple(type) + message + ": compile with --release 8");
    }
    if (type.hooks().isEmpty()) {
      return;
    }
    if ((type.access() & Opcodes.ACC_PUBLIC) == 0
        || (type.access() & (Opcodes.ACC_INTERFACE | Opcodes.ACC_ENUM)) != 0) {
      report.at(type, "class ", simple(type) + " has hooks and must be a public class");
    }
  }

  private static String simple(PluginClass type) {
    return type.name().substring(type.name().lastIndexOf('/') + 1).replace('$', '.');
  }

  private void settings() {
    Map<String, String> keys = new HashMap<>();
    for (PluginClass type : unit.classes()) {
      for (PluginClass.SettingField field : type.settings()) {
        String quoted = "\"" + field.key() + "\"";
        if (!KEBAB.matcher(field.key()).matches()) {
          report.at(type, quoted, "the setting " + quoted + " is not kebab-case");
        }
        if (!List.of("Z", "I", "J", "Ljava/lang/String;").contains(field.descriptor())) {
          report.at(
              type, quoted, "the setting " + quoted + " must be boolean, int, long or String");
        }
        if ((field.access() & Opcodes.ACC_STATIC) == 0
            || (field.access() & Opcodes.ACC_FINAL) != 0) {
          report.at(type, quoted, "the setting " + quoted + " must be static and not final");
        }
        if (keys.putIfAbsent(field.key(), type.name()) != null || field.key().equals("mode")) {
          report.at(type, quoted, "the key of the setting " + quoted + " is taken");
        }
      }
    }
  }

  /** What plugin code uses: the plugin API, its own package, its library, the JDK. */
  void checkReferences(List<Reference> references) {
    for (Reference reference : references) {
      String complaint = complaint(reference.owner);
      if (complaint != null) {
        int colon = reference.usedAt.lastIndexOf(':');
        int line = colon < 0 ? 1 : Integer.parseInt(reference.usedAt.substring(colon + 1));
        report.atLine(source(reference), line, complaint);
      }
    }
  }

  private @Nullable String complaint(String owner) {
    String name = owner.replace('/', '.');
    if (owner.startsWith("dev/clew/plugin/")) {
      return owner.startsWith("dev/clew/plugin/spi/") && !owner.endsWith("/HookErrors")
          ? name + " is for the engine; a plugin uses families, slots and annotations only"
          : null;
    }
    if (owner.startsWith("dev/clew/")) {
      return name + " is not of this plugin; a plugin sees the plugin API and its library only";
    }
    if (owner.startsWith("io/opentelemetry/")
        && !unit.header().covers().startsWith("io.opentelemetry")) {
      return name + " is OpenTelemetry's; a plugin uses span families instead";
    }
    return owner.startsWith("org/objectweb/asm/")
        ? name + " is a tool of the build; it is not there when the plugin runs"
        : null;
  }

  /** The class whose source file a reference names. */
  private PluginClass source(Reference reference) {
    int colon = reference.usedAt.lastIndexOf(':');
    String file = colon < 0 ? reference.usedAt : reference.usedAt.substring(0, colon);
    return unit.classes().stream()
        .filter(type -> type.sourceFile().equals(file))
        .findFirst()
        .orElse(unit.main());
  }
}
