package dev.clew.build.plugin;

import dev.clew.engine.index.PluginInfo;
import dev.clew.engine.index.PluginSource;
import dev.clew.engine.index.Site;
import dev.clew.plugin.spi.PluginState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Compiles the plugins among a set of class files. Does no I/O. */
public final class PluginBuild {

  private final List<PluginClass> classes;
  private final Library library;
  private final Report report;
  private final @Nullable String directory;
  private final Map<String, byte[]> changed = new LinkedHashMap<>();
  private final Map<String, byte[]> descriptors = new TreeMap<>();

  /**
   * Creates a build.
   *
   * @param classFiles of the plugin module alone
   * @param classPath the library and the JDK
   * @param directory name of the module's folder, which the plugin must have; null for any
   */
  public PluginBuild(
      List<byte[]> classFiles,
      ClassSource classPath,
      SourceFiles sources,
      @Nullable String directory) {
    classes =
        classFiles.stream()
            .map(PluginClassReader::read)
            .sorted(Comparator.comparing(PluginClass::name))
            .toList();
    library = new Library(withOwn(classPath));
    report = new Report(sources);
    this.directory = directory;
  }

  private ClassSource withOwn(ClassSource classPath) {
    Map<String, byte[]> own = new HashMap<>();
    classes.forEach(type -> own.put(type.name(), type.bytes()));
    return new ClassSource() {
      @Override
      public byte @Nullable [] find(String internalName) {
        byte[] bytes = own.get(internalName);
        return bytes != null ? bytes : classPath.find(internalName);
      }

      @Override
      public Collection<String> inPackage(String internalPackage) {
        return classPath.inPackage(internalPackage);
      }
    };
  }

  /** Compiles; results are of use when {@link #problems} is empty. */
  public void run() {
    List<PluginUnit> units = units();
    units.forEach(this::check);
    if (problems().isEmpty()) {
      units.forEach(this::compile);
    }
  }

  /** What is wrong: {@code path/File.java:LINE: message}, in the order of the sources. */
  public List<String> problems() {
    return report.problems();
  }

  /** What may be wrong, in the same form. */
  public List<String> warnings() {
    return report.warnings();
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
                main, header, classes.stream().filter(c -> main.equals(owner(mains, c))).toList()));
      }
    }
    strays(mains);
    return units;
  }

  private void strays(List<PluginClass> mains) {
    Map<String, PluginClass> names = new HashMap<>();
    Map<String, PluginClass> packages = new HashMap<>();
    for (PluginClass main : mains) {
      PluginClass.Header header = main.header();
      if (header != null && names.putIfAbsent(header.name(), main) != null) {
        report.at(main, "name", "another plugin is named \"" + header.name() + "\" too");
      }
      if (packages.putIfAbsent(main.packageName(), main) != null) {
        report.at(main, "@Plugin", "another plugin lives in this package; one package, one plugin");
      }
    }
    for (PluginClass type : classes) {
      if (owner(mains, type) == null) {
        String message =
            mains.isEmpty() ? "no class has @Plugin" : "outside of every plugin's package";
        report.at(type, "package", type.name().replace('/', '.') + ": " + message);
      }
    }
  }

  private void check(PluginUnit unit) {
    new UnitRules(unit, report, directory).check();
    for (PluginClass type : unit.classes()) {
      new HookRules(type, unit.header().scansAnnotations(), report).check();
      for (HookAssembler.Pair pair : new HookAssembler(List.of(type)).pairs()) {
        checkPair(type, pair);
      }
    }
    new UnitRules(unit, report, directory)
        .checkReferences(new References(unit, library, Map.of()).all());
  }

  private void checkPair(PluginClass type, HookAssembler.Pair pair) {
    HookMethod enter = pair.enter();
    HookMethod exit = pair.exit();
    List<Targets.Target> targets = new Targets(type, pair.placed(), library, report).find();
    BindingRules bindings = new BindingRules(type, library, report);
    if (enter != null) {
      bindings.check(enter, null, targets);
    }
    if (exit != null) {
      bindings.check(exit, enter, targets);
    }
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
        Map<HookMethod, Site> sites = new LinkedHashMap<>();
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
            new References(unit, library, changed).toCheck(),
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
