package dev.clew.engine.match;

/** Looks through an annotations attribute: JVM specification 4.7.16. */
final class Annotations {

  /** Deeper nesting is taken for nonsense. */
  private static final int MAX_DEPTH = 16;

  private Annotations() {}

  /** Whether an annotation of the attribute, not one nested in another, has the descriptor. */
  static boolean contains(ClassHeader header, int from, int to, String descriptor) {
    int count = header.u2(from);
    int at = from + 2;
    for (int i = 0; i < count && at + 4 <= to; i++) {
      if (header.utf8Is(header.u2(at), descriptor)) {
        return true;
      }
      at = skipAnnotation(header, at, to, 0);
      if (at == 0) {
        return false;
      }
    }
    return false;
  }

  private static int skipAnnotation(ClassHeader header, int from, int to, int depth) {
    if (depth > MAX_DEPTH || from + 4 > to) {
      return 0;
    }
    int pairs = header.u2(from + 2);
    int at = from + 4;
    for (int i = 0; i < pairs && at != 0; i++) {
      at = skipValue(header, at + 2, to, depth);
    }
    return at;
  }

  private static int skipValue(ClassHeader header, int from, int to, int depth) {
    if (depth > MAX_DEPTH || from + 3 > to) {
      return 0;
    }
    switch (header.u1(from)) {
      case 'e':
        return from + 5 > to ? 0 : from + 5;
      case '@':
        return skipAnnotation(header, from + 1, to, depth + 1);
      case '[':
        int count = header.u2(from + 1);
        int at = from + 3;
        for (int i = 0; i < count && at != 0; i++) {
          at = skipValue(header, at, to, depth + 1);
        }
        return at;
      default:
        return from + 3;
    }
  }
}
