package dev.clew.build.plugin;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Finds the methods of the library that a hook describes, and reports what it does not find. Of a
 * hook's types at least one must exist; the missing ones of a library that moved them, and any
 * missing type of the JDK, are warnings. So is a method name beside others that match, when nothing
 * of the library looks like it.
 */
final class Targets {

  /** A method that is hooked, and the type of the hook it was found in. */
  record Target(TypeOutline type, boolean subtypes, TypeOutline.Member method) {}

  private final PluginClass plugin;
  private final HookMethod hook;
  private final Library library;
  private final Report report;
  private final List<Target> found = new ArrayList<>();
  private boolean missing;

  Targets(PluginClass plugin, HookMethod hook, Library library, Report report) {
    this.plugin = plugin;
    this.hook = hook;
    this.library = library;
    this.report = report;
  }

  List<Target> find() {
    Map<String, TypeOutline> types = new LinkedHashMap<>();
    resolve(hook.place().types(), types);
    resolve(hook.place().superTypes(), types);
    for (String annotation : hook.place().annotations()) {
      if (library.find(Place.internalName(annotation)) == null) {
        unknown(annotation, true);
      }
    }
    missing = types.size() < hook.place().types().size() + hook.place().superTypes().size();
    Set<String> names = new LinkedHashSet<>(hook.place().methods());
    types.forEach((name, type) -> match(name, type, names));
    if (!types.isEmpty()) {
      names.forEach(this::noMethod);
    }
    return found;
  }

  private void resolve(List<String> names, Map<String, TypeOutline> types) {
    List<String> unknown = new ArrayList<>();
    for (String name : names) {
      TypeOutline type = library.find(Place.internalName(name));
      if (type == null) {
        unknown.add(name);
      } else {
        types.put(name, type);
      }
    }
    boolean someExist =
        unknown.size() < hook.place().types().size() + hook.place().superTypes().size()
            && (!types.isEmpty() || anyOther(names));
    unknown.forEach(name -> unknown(name, !someExist && !isJdk(name)));
  }

  private boolean anyOther(List<String> names) {
    List<String> others = new ArrayList<>(hook.place().types());
    others.addAll(hook.place().superTypes());
    others.removeAll(names);
    return others.stream().anyMatch(name -> library.find(Place.internalName(name)) != null);
  }

  private static boolean isJdk(String name) {
    return name.matches("(java|javax\\.(net|sql|management|naming)|sun|com\\.sun|jdk)\\..*");
  }

  private void unknown(String name, boolean problem) {
    String internal = Place.internalName(name);
    int slash = Math.max(0, internal.lastIndexOf('/'));
    List<String> known =
        library.inPackage(internal.substring(0, slash)).stream()
            .map(other -> other.replace('/', '.'))
            .toList();
    String near = Nearest.suggestion(name, known);
    String message = name + " is not on the compile class path" + near;
    if (problem) {
      report.at(plugin, hook, "\"" + name + "\"", message);
    } else {
      report.warn(plugin, hook, "\"" + name + "\"", message);
    }
  }

  private void match(String name, TypeOutline type, Set<String> unmatched) {
    boolean subtypes = !hook.place().types().contains(name);
    boolean any = false;
    for (TypeOutline.Member method : methods(type, subtypes)) {
      if (matches(method)) {
        found.add(new Target(type, subtypes, method));
        unmatched.remove(method.name());
        any = true;
      }
    }
    if (!any && hook.place().methods().stream().noneMatch(unmatched::contains)) {
      noMethodIn(name, type, subtypes);
    }
  }

  /** Methods that may be hooked: declared with a body, or inherited by what lies below. */
  private List<TypeOutline.Member> methods(TypeOutline type, boolean subtypes) {
    if (!subtypes) {
      return type.methods().stream().filter(TypeOutline.Member::hasBody).toList();
    }
    Map<String, TypeOutline.Member> methods = new LinkedHashMap<>();
    for (TypeOutline above : library.lineage(type.name())) {
      for (TypeOutline.Member method : above.methods()) {
        boolean inherited = !method.isStatic() && !method.name().startsWith("<");
        if (above.equals(type) || inherited) {
          methods.putIfAbsent(method.name() + method.descriptor(), method);
        }
      }
    }
    return List.copyOf(methods.values());
  }

  private boolean matches(TypeOutline.Member method) {
    Place place = hook.place();
    if (place.methods().isEmpty()
        ? method.name().startsWith("<")
        : !place.methods().contains(method.name())) {
      return false;
    }
    String returns = place.returnDescriptor();
    return (returns == null || returns.equals(method.returns().getDescriptor()))
        && matchesArgs(method.arguments());
  }

  private boolean matchesArgs(Type[] arguments) {
    List<String> wanted = hook.place().argDescriptors();
    if (arguments.length < wanted.size()
        || (arguments.length > wanted.size() && !hook.place().openArgs())) {
      return false;
    }
    for (int i = 0; i < wanted.size(); i++) {
      if (!wanted.get(i).equals("*") && !wanted.get(i).equals(arguments[i].getDescriptor())) {
        return false;
      }
    }
    return true;
  }

  /** None of the hook's types has such a method. */
  private void noMethod(String name) {
    List<String> types = new ArrayList<>(hook.place().types());
    types.addAll(hook.place().superTypes());
    types.removeIf(type -> library.find(Place.internalName(type)) == null);
    String where = String.join(", ", types);
    String heirs =
        types.stream()
            .map(type -> library.find(Place.internalName(type)))
            .filter(Objects::nonNull)
            .map(this::inheritance)
            .distinct()
            .collect(Collectors.joining());
    String instead = explain(name, types) + heirs;
    String message = "no method " + signature(name) + " in " + where + instead;
    boolean ofOtherVersions = instead.isEmpty() && !found.isEmpty();
    complain(name, message, missing || ofOtherVersions);
  }

  private void noMethodIn(String typeName, TypeOutline type, boolean subtypes) {
    String names = String.join(", ", hook.place().methods());
    String kind = subtypes ? " and above" : " itself";
    String message = typeName + kind + " has no such method " + signature(names);
    String instead = explain(names, List.of(typeName)) + inheritance(type);
    complain(typeName, message + instead, missing);
  }

  private void complain(String needle, String message, boolean harmless) {
    if (harmless) {
      report.warn(plugin, hook, "\"" + needle + "\"", message);
    } else {
      report.at(plugin, hook, "\"" + needle + "\"", message);
    }
  }

  private String signature(String name) {
    return name + "(" + String.join(", ", hook.place().args()) + ")" + returning();
  }

  private String returning() {
    String returns = hook.place().returns();
    return returns.isEmpty() ? "" : " returning " + returns;
  }

  /** What there is instead: other signatures of the name, abstract ones, or other names. */
  private String explain(String name, List<String> types) {
    Set<String> signatures = new LinkedHashSet<>();
    Set<String> names = new LinkedHashSet<>();
    boolean isAbstract = false;
    boolean isNative = false;
    for (String typeName : types) {
      for (TypeOutline above : library.lineage(Place.internalName(typeName))) {
        for (TypeOutline.Member method : above.methods()) {
          names.add(method.name());
          if (hook.place().methods().contains(method.name()) && name.contains(method.name())) {
            signatures.add(method.toString());
            isAbstract |= matches(method) && (method.access() & Opcodes.ACC_ABSTRACT) != 0;
            isNative |= matches(method) && (method.access() & Opcodes.ACC_NATIVE) != 0;
          }
        }
      }
    }
    if (isNative) {
      return "; it is native there: hook who calls it";
    }
    if (isAbstract) {
      return "; it is abstract there: name it with subtypeOf";
    }
    return signatures.isEmpty()
        ? Nearest.suggestion(name, names)
        : signatures.stream().collect(Collectors.joining(", ", "; found ", ""));
  }

  private String inheritance(TypeOutline type) {
    @Nullable String heir = null;
    Collection<TypeOutline> lineage = library.lineage(type.name());
    for (TypeOutline above : lineage) {
      boolean there =
          above.methods().stream().anyMatch(method -> method.hasBody() && matches(method));
      if (!above.equals(type) && heir == null && there) {
        heir = above.name().replace('/', '.');
      }
    }
    return heir == null ? "" : "; it is inherited from " + heir + ": hook that class";
  }
}
