package dev.clew.engine.match;

import org.jspecify.annotations.Nullable;

/**
 * Steps through the fields and then the methods of a class file whose head is parsed. Used by one
 * thread; valid until the header is released. Stops at the first thing that makes no sense.
 */
public final class Members {

  private final ClassHeader header;
  private int at;
  private int left;
  private boolean methods;
  private int attributesAt;
  private int access;
  private int nameIndex;
  private int descriptorIndex;

  /** Starts before the first field. */
  public Members(ClassHeader header) {
    this.header = header;
    at = header.end();
    left = at != 0 && header.has(at, 2) ? header.u2(at) : -1;
    at += 2;
  }

  /** Goes to the next member. Returns false at the end, regular or not. */
  public boolean next() {
    while (left == 0 && !methods && header.has(at, 2)) {
      methods = true;
      left = header.u2(at);
      at += 2;
    }
    if (left <= 0 || !header.has(at, 8)) {
      return false;
    }
    left--;
    access = header.u2(at);
    nameIndex = header.u2(at + 2);
    descriptorIndex = header.u2(at + 4);
    attributesAt = at + 6;
    at = skipAttributes(attributesAt);
    return at != 0;
  }

  public boolean isMethod() {
    return methods;
  }

  public int access() {
    return access;
  }

  /** Name, or null when the class file is wrong. */
  public @Nullable String name() {
    return header.utf8(nameIndex);
  }

  /** Descriptor, or null when the class file is wrong. */
  public @Nullable String descriptor() {
    return header.utf8(descriptorIndex);
  }

  /** Whether the member has an annotation of this descriptor, visible at run time or not. */
  public boolean hasAnnotation(String descriptor) {
    int count = header.u2(attributesAt);
    int attribute = attributesAt + 2;
    for (int i = 0; i < count && header.has(attribute, 6); i++) {
      int length = header.u4(attribute + 2);
      int body = attribute + 6;
      if (!header.has(body, length)) {
        return false;
      }
      int name = header.u2(attribute);
      if (length >= 2
          && (header.utf8Is(name, "RuntimeVisibleAnnotations")
              || header.utf8Is(name, "RuntimeInvisibleAnnotations"))
          && Annotations.contains(header, body, body + length, descriptor)) {
        return true;
      }
      attribute = body + length;
    }
    return false;
  }

  /** Position behind the attributes, or 0. */
  private int skipAttributes(int from) {
    if (!header.has(from, 2)) {
      return 0;
    }
    int count = header.u2(from);
    int position = from + 2;
    for (int i = 0; i < count; i++) {
      if (!header.has(position, 6)) {
        return 0;
      }
      int length = header.u4(position + 2);
      if (!header.has(position + 6, length)) {
        return 0;
      }
      position += 6 + length;
    }
    return position;
  }
}
