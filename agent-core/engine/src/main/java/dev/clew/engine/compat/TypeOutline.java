package dev.clew.engine.compat;

import dev.clew.engine.match.ClassHeader;
import dev.clew.engine.match.Members;
import dev.clew.engine.match.Resources;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a class file says about a type and its own members. */
final class TypeOutline {

  static final int ACC_PRIVATE = 0x2;
  static final int ACC_STATIC = 0x8;
  static final int ACC_INTERFACE = 0x200;

  final boolean isInterface;
  final @Nullable String superName;
  final String[] interfaces;

  /** Access flags by name, a space, descriptor. A field and a method never share a key. */
  private final Map<String, Integer> members = new HashMap<>();

  private TypeOutline(ClassHeader header) {
    isInterface = (header.access() & ACC_INTERFACE) != 0;
    superName = header.superName();
    interfaces = header.interfaces();
    Members all = new Members(header);
    while (all.next()) {
      String name = all.name();
      String descriptor = all.descriptor();
      if (name != null && descriptor != null) {
        members.put(key(name, descriptor), all.access());
      }
    }
  }

  /** Reads a type through a loader; null when the loader has no such class file. */
  static @Nullable TypeOutline read(@Nullable ClassLoader loader, String internalName) {
    ClassHeader header = new ClassHeader();
    if (!Resources.read(loader, internalName, header, true)
        || !internalName.equals(header.thisName())) {
      return null;
    }
    return new TypeOutline(header);
  }

  /** Reads a type from its class file; null when it makes no sense. */
  static @Nullable TypeOutline parse(byte[] classFile) {
    ClassHeader header = new ClassHeader();
    return header.parse(classFile, classFile.length) == ClassHeader.OK
        ? new TypeOutline(header)
        : null;
  }

  /** Access flags of a member that code of another class may use, or -1. */
  int member(String name, String descriptor) {
    Integer access = members.get(key(name, descriptor));
    return access == null || (access & ACC_PRIVATE) != 0 ? -1 : access;
  }

  private static String key(String name, String descriptor) {
    return name + ' ' + descriptor;
  }
}
