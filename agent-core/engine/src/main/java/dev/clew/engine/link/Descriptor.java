package dev.clew.engine.link;

import org.jspecify.annotations.Nullable;

/** Reads single types of a method descriptor, so that linking loads no type it does not need. */
final class Descriptor {

  private Descriptor() {}

  /** Returns the field descriptor of an argument. */
  static String argument(String descriptor, int position) {
    int at = 1;
    for (int i = 0; i < position; i++) {
      at = end(descriptor, at);
    }
    return descriptor.substring(at, end(descriptor, at));
  }

  /** Returns the field descriptor of the result. */
  static String result(String descriptor) {
    return descriptor.substring(descriptor.indexOf(')') + 1);
  }

  /** Loads the type without initialising it; the box of a primitive type. */
  static Class<?> boxed(String descriptor, @Nullable ClassLoader loader)
      throws ClassNotFoundException {
    switch (descriptor.charAt(0)) {
      case 'Z':
        return Boolean.class;
      case 'B':
        return Byte.class;
      case 'C':
        return Character.class;
      case 'S':
        return Short.class;
      case 'I':
        return Integer.class;
      case 'J':
        return Long.class;
      case 'F':
        return Float.class;
      case 'D':
        return Double.class;
      case '[':
        return Class.forName(descriptor.replace('/', '.'), false, loader);
      default:
        String name = descriptor.substring(1, descriptor.length() - 1);
        return Class.forName(name.replace('/', '.'), false, loader);
    }
  }

  private static int end(String descriptor, int start) {
    int at = start;
    while (descriptor.charAt(at) == '[') {
      at++;
    }
    return descriptor.charAt(at) == 'L' ? descriptor.indexOf(';', at) + 1 : at + 1;
  }
}
