package dev.clew.build.plugin;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;

/** Where a hook applies, as its annotation says it. */
record Place(
    List<String> types,
    List<String> superTypes,
    List<String> annotations,
    List<String> methods,
    List<String> args,
    String returns) {

  static final Place NONE =
      new Place(List.of(), List.of(), List.of(), List.of(), List.of(".."), "");

  boolean isEmpty() {
    return types.isEmpty() && superTypes.isEmpty() && annotations.isEmpty();
  }

  /** Internal names of {@link #types}. */
  List<String> internalTypes() {
    return types.stream().map(Place::internalName).toList();
  }

  /** Internal names of {@link #superTypes}. */
  List<String> internalSuperTypes() {
    return superTypes.stream().map(Place::internalName).toList();
  }

  /** Descriptors of {@link #annotations}. */
  List<String> annotationDescriptors() {
    return annotations.stream().map(Place::descriptor).toList();
  }

  /** Descriptors of {@link #args} without the trailing {@code ..}. */
  List<String> argDescriptors() {
    return args.stream().filter(arg -> !arg.equals("..")).map(Place::descriptor).toList();
  }

  boolean openArgs() {
    return !args.isEmpty() && args.get(args.size() - 1).equals("..");
  }

  @Nullable String returnDescriptor() {
    return returns.isEmpty() ? null : descriptor(returns);
  }

  static String internalName(String binaryName) {
    return binaryName.replace('.', '/');
  }

  /** Field descriptor of a binary or primitive name, arrays with {@code []}; {@code *} stays. */
  static String descriptor(String name) {
    if (name.equals("*")) {
      return name;
    }
    if (name.endsWith("[]")) {
      return "[" + descriptor(name.substring(0, name.length() - 2));
    }
    return switch (name) {
      case "void" -> "V";
      case "boolean" -> "Z";
      case "byte" -> "B";
      case "short" -> "S";
      case "char" -> "C";
      case "int" -> "I";
      case "long" -> "J";
      case "float" -> "F";
      case "double" -> "D";
      default -> Type.getObjectType(internalName(name)).getDescriptor();
    };
  }
}
