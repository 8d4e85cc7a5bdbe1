package dev.clew.build.plugin;

import dev.clew.engine.index.PluginInfo;
import dev.clew.engine.index.PluginSource;
import dev.clew.plugin.spi.PluginState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Compiles the plugins among a set of class files. Does no I/O. */
public final class PluginBuild {

  private final List<PluginClass> classes;
  private final Map<String, byte[]> changed = new LinkedHashMap<>();
  private final Map<String, byte[]> descriptors = new TreeMap<>();

  /**
   * Creates a build.
   *
   * @param classFiles of the plugin module alone
   */
  public PluginBuild(List<byte[]> classFiles) {
    classes =
        classFiles.stream()
            .map(PluginClassReader::read)
            .sorted(Comparator.comparing(PluginClass::name))
            .toList();
  }

  public void run() {
    for (PluginUnit unit : units()) {
      compile(unit);
    }
  }

  /** Class files that got bridges, by internal name. */
  public Map<String, byte[]> changedClasses() {
    return changed;
  }

  /** Descriptors by plugin name. */
  public Map<String, byte[]> descriptors() {
    return descriptors;
  }

  private List<PluginUnit> units() {
    List<PluginClass> mains = classes.stream().filter(c -> c.header() != null).toList();
    List<PluginUnit> units = new ArrayList<>();
    for (PluginClass main : mains) {
      PluginClass.Header header = main.header();
      if (header != null) {
        units.add(
            new PluginUnit(
                main, header, classes.stream().filter(c -> owner(mains, c) == main).toList()));
      }
    }
    return units;
  }

  /** The plugin with the longest package that holds the class. */
  private static @Nullable PluginClass owner(List<PluginClass> mains, PluginClass type) {
    return mains.stream()
        .filter(main -> PluginUnit.owns(main, type.name()))
        .max(Comparator.comparingInt(main -> main.packageName().length()))
        .orElse(null);
  }

  private void compile(PluginUnit unit) {
    PluginClass.Header header = unit.header();
    HookAssembler assembler = new HookAssembler(unit.classes());
    for (PluginClass type : unit.classes()) {
      if (!type.hooks().isEmpty()) {
        Map<HookMethod, dev.clew.engine.index.Site> sites = new LinkedHashMap<>();
        type.hooks().forEach(h -> sites.put(h, assembler.sites().get(h)));
        changed.put(type.name(), Bridges.add(type.bytes(), sites, header.name()));
      }
    }
    PluginInfo plugin =
        new PluginInfo(
            0,
            new PluginState(header.name(), header.group(), PluginState.ON),
            header.contextOnly(),
            header.scansAnnotations(),
            header.enabledByDefault(),
            header.covers(),
            unit.classes().stream()
                .map(PluginClass::name)
                .filter(name -> !name.endsWith("package-info"))
                .toList(),
            header.opens(),
            settings(unit),
            List.of(),
            new NoSource());
    descriptors.put(header.name(), PluginEncoder.encode(plugin, assembler.hooks(plugin)));
  }

  private static List<String> settings(PluginUnit unit) {
    List<String> settings = new ArrayList<>();
    for (PluginClass type : unit.classes()) {
      for (PluginClass.SettingField field : type.settings()) {
        settings.add(String.join("\t", field.name(), field.descriptor(), field.key(), type.name()));
      }
    }
    return settings;
  }

  private record NoSource() implements PluginSource {
    @Override
    public byte @Nullable [] classFile(String internalName) {
      return null;
    }

    @Override
    public String location() {
      return "build";
    }
  }
}
