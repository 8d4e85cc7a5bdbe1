package dev.clew.engine.compat;

import dev.clew.engine.index.Reference;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks for references in the class files of one loader. Used once, by one thread. Follows the
 * JVM's resolution rules as far as they decide whether linking can work: a member may be inherited,
 * must not be private, must be static or not as used, and an interface must be one.
 */
final class ReferenceCheck {

  /** More super types than this above one owner are taken for hostile. */
  private static final int MAX_TYPES = 256;

  private final @Nullable ClassLoader loader;
  private final @Nullable ClassLoader platform;
  private final Map<String, @Nullable TypeOutline> types = new HashMap<>();

  /**
   * Creates a check.
   *
   * @param platform where {@code java.} types are
   */
  ReferenceCheck(@Nullable ClassLoader loader, @Nullable ClassLoader platform) {
    this.loader = loader;
    this.platform = platform;
  }

  /** Adds a type that is being defined: its bytes are at hand. */
  void knows(String internalName, byte[] classFile) {
    types.put(internalName, TypeOutline.parse(classFile));
  }

  /** The first reference that cannot be resolved, or null. */
  @Nullable Mismatch first(List<Reference> references) {
    for (Reference reference : references) {
      String problem = reference.owner.startsWith("[") ? null : problem(reference);
      if (problem != null) {
        return new Mismatch(reference, problem);
      }
    }
    return null;
  }

  private @Nullable String problem(Reference reference) {
    TypeOutline owner = type(reference.owner);
    if (owner == null) {
      return reference.kind == Reference.TYPE ? "is missing" : "is missing with its type";
    }
    boolean mustBeInterface = (reference.flags & Reference.INTERFACE) != 0;
    if (mustBeInterface && !owner.isInterface) {
      return "belongs to a class, not to an interface";
    }
    if (reference.kind == Reference.METHOD && !mustBeInterface && owner.isInterface) {
      return "belongs to an interface, not to a class";
    }
    if (reference.name == null || reference.descriptor == null) {
      return null;
    }
    return memberProblem(reference, reference.name, reference.descriptor);
  }

  private @Nullable String memberProblem(Reference reference, String name, String descriptor) {
    ArrayDeque<String> queue = new ArrayDeque<>();
    Set<String> seen = new HashSet<>();
    String missingSuper = null;
    queue.add(reference.owner);
    while (!queue.isEmpty() && seen.size() < MAX_TYPES) {
      String current = queue.remove();
      if (!seen.add(current)) {
        continue;
      }
      TypeOutline type = type(current);
      if (type == null) {
        missingSuper = missingSuper == null ? current : missingSuper;
        continue;
      }
      int access = type.member(name, descriptor);
      if (access >= 0) {
        return kindProblem(reference, access);
      }
      if (!name.equals("<init>")) { // constructors are not inherited
        enqueueSupers(queue, type);
      }
    }
    return missingSuper == null ? "is missing" : "is missing with the super type " + missingSuper;
  }

  private static @Nullable String kindProblem(Reference reference, int access) {
    boolean isStatic = (access & TypeOutline.ACC_STATIC) != 0;
    boolean mustBeStatic = (reference.flags & Reference.STATIC) != 0;
    if (isStatic == mustBeStatic) {
      return null;
    }
    return isStatic ? "is static" : "is not static";
  }

  private static void enqueueSupers(ArrayDeque<String> queue, TypeOutline type) {
    if (type.superName != null) {
      queue.add(type.superName);
    }
    for (String superInterface : type.interfaces) {
      queue.add(superInterface);
    }
  }

  private @Nullable TypeOutline type(String internalName) {
    if (types.containsKey(internalName)) {
      return types.get(internalName);
    }
    boolean jdk = loader == null || internalName.startsWith("java/");
    TypeOutline outline = TypeOutline.read(jdk ? platform : loader, internalName);
    types.put(internalName, outline);
    return outline;
  }
}
