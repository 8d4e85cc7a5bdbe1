package dev.clew.engine.weave;

import dev.clew.engine.index.MethodPattern;
import java.util.List;
import org.objectweb.asm.Type;

/** Whether a method is one that a hook describes. */
final class Patterns {

  private Patterns() {}

  /**
   * Everything but the annotations.
   *
   * @param name a method name; {@code <clinit>} never matches
   */
  static boolean matches(MethodPattern pattern, String name, Type[] arguments, Type returns) {
    return nameMatches(pattern.names, name)
        && (pattern.returns == null || pattern.returns.equals(returns.getDescriptor()))
        && argumentsMatch(pattern, arguments);
  }

  /** Whether one of the wanted annotations is there, or none is wanted. */
  static boolean annotated(MethodPattern pattern, List<String> present) {
    if (pattern.annotations.isEmpty()) {
      return true;
    }
    for (String wanted : pattern.annotations) {
      if (present.contains(wanted)) {
        return true;
      }
    }
    return false;
  }

  private static boolean nameMatches(List<String> names, String name) {
    if ("<clinit>".equals(name)) {
      return false;
    }
    return names.isEmpty() ? !"<init>".equals(name) : names.contains(name);
  }

  private static boolean argumentsMatch(MethodPattern pattern, Type[] arguments) {
    int wanted = pattern.args.size();
    if (pattern.openArgs ? arguments.length < wanted : arguments.length != wanted) {
      return false;
    }
    for (int i = 0; i < wanted; i++) {
      String argument = pattern.args.get(i);
      if (!"*".equals(argument) && !argument.equals(arguments[i].getDescriptor())) {
        return false;
      }
    }
    return true;
  }
}
