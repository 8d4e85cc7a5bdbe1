package dev.clew.build.plugin;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;

/** Parsed classes of the compile class path. */
final class Library {

  private static final String OBJECT = "java/lang/Object";

  private final ClassSource source;
  private final Map<String, Optional<TypeOutline>> types = new HashMap<>();

  Library(ClassSource source) {
    this.source = source;
  }

  @Nullable TypeOutline find(String internalName) {
    return types
        .computeIfAbsent(
            internalName, name -> Optional.ofNullable(source.find(name)).map(TypeOutline::parse))
        .orElse(null);
  }

  Collection<String> inPackage(String internalPackage) {
    return source.inPackage(internalPackage);
  }

  /** The type, its super classes and all their interfaces, nearest first; missing ones left out. */
  List<TypeOutline> lineage(String internalName) {
    List<TypeOutline> lineage = new ArrayList<>();
    Set<String> names = new LinkedHashSet<>(List.of(internalName));
    List<String> todo = new ArrayList<>(names);
    while (!todo.isEmpty()) {
      TypeOutline type = find(todo.remove(0));
      if (type == null) {
        continue;
      }
      lineage.add(type);
      if (type.superName() != null && names.add(type.superName())) {
        todo.add(type.superName());
      }
      type.interfaces().stream().filter(names::add).forEach(todo::add);
    }
    return lineage;
  }

  /** Whether a value of one type can be cast to the other without fail. */
  boolean isAssignable(Type from, Type to) {
    if (from.equals(to)) {
      return true;
    }
    if (from.getSort() < Type.ARRAY || to.getSort() < Type.ARRAY) {
      return false;
    }
    if (to.getInternalName().equals(OBJECT)) {
      return true;
    }
    if (from.getSort() == Type.ARRAY) {
      return to.getSort() == Type.ARRAY
          ? isAssignable(element(from), element(to))
          : to.getInternalName().equals("java/lang/Cloneable")
              || to.getInternalName().equals("java/io/Serializable");
    }
    return lineage(from.getInternalName()).stream()
        .anyMatch(type -> type.name().equals(to.getInternalName()));
  }

  private static Type element(Type array) {
    return Type.getType(array.getDescriptor().substring(1));
  }
}
