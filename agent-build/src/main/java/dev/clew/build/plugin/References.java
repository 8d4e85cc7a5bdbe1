package dev.clew.build.plugin;

import dev.clew.engine.index.Reference;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.ClassReader;

/**
 * Collects what the library must have: every type and member that the hook classes and the classes
 * of the plugin that they use name, without the plugin itself, the plugin API and Java 8.
 */
final class References {

  private static final Library EIGHT = new Library(JavaEight::classFile);

  private final PluginUnit unit;
  private final Library library;
  private final Map<String, byte[]> bytes = new LinkedHashMap<>();
  private final Map<String, Reference> found = new LinkedHashMap<>();
  private final Map<String, Reference> own = new LinkedHashMap<>();

  /**
   * Collects at once.
   *
   * @param bridged class files of hook classes with their bridges: their casts count too
   */
  References(PluginUnit unit, Library library, Map<String, byte[]> bridged) {
    this.unit = unit;
    this.library = library;
    Deque<String> todo = new ArrayDeque<>();
    for (PluginClass type : unit.classes()) {
      bytes.put(type.name(), bridged.getOrDefault(type.name(), type.bytes()));
      if (!type.hooks().isEmpty()) {
        todo.add(type.name());
      }
    }
    Set<String> seen = new LinkedHashSet<>(todo);
    while (!todo.isEmpty()) {
      for (String next : collect(todo.remove())) {
        if (seen.add(next)) {
          todo.add(next);
        }
      }
    }
  }

  /** What compatibility is checked by, in a fixed order. */
  List<Reference> toCheck() {
    return sorted(
        found.values().stream().filter(r -> !r.owner.startsWith("dev/clew/plugin/")).toList());
  }

  /** Everything outside of the plugin and Java 8, for the rules. */
  List<Reference> all() {
    return sorted(found.values());
  }

  private static List<Reference> sorted(Iterable<Reference> references) {
    List<Reference> sorted = new ArrayList<>();
    references.forEach(sorted::add);
    sorted.sort(
        Comparator.<Reference, String>comparing(r -> r.owner)
            .thenComparing(r -> r.kind)
            .thenComparing(r -> r.name == null ? "" : r.name)
            .thenComparing(r -> r.descriptor == null ? "" : r.descriptor)
            .thenComparing(r -> r.flags));
    return sorted;
  }

  /** Collects one class; returns the plugin's own classes it names. */
  private Set<String> collect(String name) {
    own.clear();
    byte[] classFile = bytes.get(name);
    if (classFile == null) {
      return Set.of();
    }
    new ClassReader(classFile).accept(new ReferenceVisitor(this::add), ClassReader.SKIP_FRAMES);
    Set<String> next = new LinkedHashSet<>();
    own.values().forEach(reference -> next.add(reference.owner));
    return next;
  }

  private void add(Reference reference) {
    Reference target = declaredElsewhere(reference);
    if (unit.contains(target.owner)) {
      own.putIfAbsent(key(reference), reference);
    } else if (!inJavaEight(target)) {
      found.merge(key(target), target, References::merge);
    }
  }

  /**
   * A member that is called on a class of the plugin may be inherited from the library or the API;
   * then the reference is to the first super type outside of the plugin.
   */
  private Reference declaredElsewhere(Reference reference) {
    if (reference.kind == Reference.TYPE || !unit.contains(reference.owner)) {
      return reference;
    }
    own.putIfAbsent(key(reference), reference);
    for (TypeOutline type : library.lineage(reference.owner)) {
      List<TypeOutline.Member> members =
          reference.kind == Reference.FIELD ? type.fields() : type.methods();
      boolean here =
          members.stream()
              .anyMatch(
                  m ->
                      m.name().equals(reference.name)
                          && m.descriptor().equals(reference.descriptor));
      if (here) {
        int flags = reference.flags & Reference.STATIC;
        return new Reference(
            reference.kind,
            type.name(),
            reference.name,
            reference.descriptor,
            flags | (type.isInterface() ? Reference.INTERFACE : 0),
            reference.usedAt);
      }
    }
    return reference;
  }

  private boolean inJavaEight(Reference reference) {
    if (!reference.owner.startsWith("java/")) {
      return false;
    }
    List<TypeOutline> lineage = eight(reference.owner);
    if (lineage.isEmpty() || reference.kind == Reference.TYPE) {
      return !lineage.isEmpty();
    }
    if (isSignaturePolymorphic(reference.owner)) {
      return true;
    }
    for (TypeOutline type : lineage) {
      List<TypeOutline.Member> members =
          reference.kind == Reference.FIELD ? type.fields() : type.methods();
      for (TypeOutline.Member member : members) {
        if (member.name().equals(reference.name)
            && member.descriptor().equals(reference.descriptor)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isSignaturePolymorphic(String owner) {
    return owner.equals("java/lang/invoke/MethodHandle");
  }

  private static List<TypeOutline> eight(String internalName) {
    return EIGHT.lineage(internalName);
  }

  private static String key(Reference reference) {
    return reference.kind
        + " "
        + reference.owner
        + " "
        + reference.name
        + " "
        + reference.descriptor
        + " "
        + (reference.kind == Reference.TYPE ? 0 : reference.flags);
  }

  /** A type that must be an interface somewhere must be one. */
  private static Reference merge(Reference first, Reference second) {
    return first.flags >= second.flags ? first : second;
  }
}
