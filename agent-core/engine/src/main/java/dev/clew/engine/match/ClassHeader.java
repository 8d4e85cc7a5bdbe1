package dev.clew.engine.match;

import org.jspecify.annotations.Nullable;

/**
 * Reads the head of a class file, up to the interfaces, and on request the outline of its members.
 * Reused from class to class; used by one thread at a time. Allocates nothing but the names that
 * are asked for. Whatever the bytes are, no method throws: a file that makes no sense is {@link
 * #INVALID}.
 *
 * <p>Format: JVM specification, chapter 4.
 */
public final class ClassHeader {

  /** The head is complete and consistent. */
  public static final int OK = 0;

  /** The bytes end inside the head; more of them may help. */
  public static final int TRUNCATED = 1;

  /** Not a class file. */
  public static final int INVALID = 2;

  /** Entries kept between uses; larger pools (rare) get an array of their own. */
  private static final int KEPT_ENTRIES = 8192;

  private static final byte[] NONE = {};
  private static final String[] NO_NAMES = {};

  private byte[] bytes = NONE;
  private int limit;

  /** Where each constant's tag is; 0 where there is none. */
  private int[] constants = new int[512];

  private int constantCount;
  private int headEnd;
  private int interfacesAt;
  private int interfaceCount;
  private @Nullable String thisName;
  private @Nullable String superName;

  /**
   * Parses the head.
   *
   * @param file not changed; kept until {@link #release}
   * @param length how many bytes of it count
   * @return {@link #OK}, {@link #TRUNCATED} or {@link #INVALID}
   */
  public int parse(byte[] file, int length) {
    bytes = file;
    limit = Math.min(length, file.length);
    headEnd = 0;
    interfaceCount = 0;
    if (limit < 10) {
      return TRUNCATED;
    }
    if (u4(0) != 0xCAFEBABE) {
      return INVALID;
    }
    int at = constants(u2(8));
    int result = at < 0 ? -at : head(at);
    if (result != OK) {
      constantCount = 0; // what is left of an earlier file must not be found
    }
    return result;
  }

  /** Lets go of the bytes. */
  public void release() {
    bytes = NONE;
    limit = 0;
    constantCount = 0;
    headEnd = 0;
    interfaceCount = 0;
    thisName = null;
    superName = null;
    if (constants.length > KEPT_ENTRIES) {
      constants = new int[512];
    }
  }

  /** Internal name; only after {@link #OK}. */
  public @Nullable String thisName() {
    return thisName;
  }

  /** Internal name; null for {@code java.lang.Object} and modules. */
  public @Nullable String superName() {
    return superName;
  }

  /** Internal names of the direct super interfaces; the empty string where the file is wrong. */
  public String[] interfaces() {
    if (interfaceCount == 0) {
      return NO_NAMES;
    }
    String[] names = new String[interfaceCount];
    for (int i = 0; i < names.length; i++) {
      String name = className(u2(interfacesAt + 2 * i));
      names[i] = name == null ? "" : name;
    }
    return names;
  }

  /** Access flags as in the class file. */
  public int access() {
    return headEnd == 0 ? 0 : u2(interfacesAt - 8);
  }

  /** Major version: 52 is Java 8. */
  public int major() {
    return limit < 10 ? 0 : u2(6);
  }

  /** Position after the head, where the fields begin; 0 unless {@link #OK}. */
  int end() {
    return headEnd;
  }

  /**
   * Returns whether the constants hold this text: a quick look for a descriptor before members are
   * read.
   */
  boolean mentions(String ascii) {
    for (int i = 1; i < constantCount; i++) {
      if (constants[i] != 0 && bytes[constants[i]] == 1 && utf8Is(i, ascii)) {
        return true;
      }
    }
    return false;
  }

  /** Whether the constant is this ASCII text. */
  boolean utf8Is(int index, String ascii) {
    int at = constant(index, 1);
    int length = ascii.length();
    if (at == 0 || u2(at + 1) != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (bytes[at + 3 + i] != ascii.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Text of a constant, or null. */
  @Nullable String utf8(int index) {
    int at = constant(index, 1);
    return at == 0 ? null : ModifiedUtf8.decode(bytes, at + 3, u2(at + 1));
  }

  int u1(int at) {
    return bytes[at] & 0xFF;
  }

  int u2(int at) {
    return (bytes[at] & 0xFF) << 8 | (bytes[at + 1] & 0xFF);
  }

  int u4(int at) {
    return u2(at) << 16 | u2(at + 2);
  }

  /** Whether {@code n} bytes are there. */
  boolean has(int at, int n) {
    return at >= 0 && n >= 0 && at <= limit - n;
  }

  /** Walks the constants. Returns the position behind them, or a negative result of parse. */
  private int constants(int count) {
    constantCount = count;
    if (constants.length < count) {
      constants = new int[Math.max(count, Math.min(65536, constants.length * 2))];
    }
    int at = 10;
    int i = 1;
    while (i < count) {
      if (!has(at, 3)) {
        return -TRUNCATED;
      }
      int size = sizeOfConstant(at);
      if (size == 0) {
        return -INVALID;
      }
      constants[i++] = at;
      if (bytes[at] == 5 || bytes[at] == 6) { // long and double take two places
        if (i < count) {
          constants[i] = 0;
        }
        i++;
      }
      at += size;
      if (at > limit) {
        return -TRUNCATED;
      }
    }
    return count == 0 ? -INVALID : at;
  }

  private int sizeOfConstant(int at) {
    switch (bytes[at]) {
      case 1: // Utf8
        return 3 + u2(at + 1);
      case 3: // Integer
      case 4: // Float
      case 9: // Fieldref
      case 10: // Methodref
      case 11: // InterfaceMethodref
      case 12: // NameAndType
      case 17: // Dynamic
      case 18: // InvokeDynamic
        return 5;
      case 5: // Long
      case 6: // Double
        return 9;
      case 7: // Class
      case 8: // String
      case 16: // MethodType
      case 19: // Module
      case 20: // Package
        return 3;
      case 15: // MethodHandle
        return 4;
      default:
        return 0;
    }
  }

  private int head(int at) {
    if (!has(at, 8)) {
      return TRUNCATED;
    }
    interfacesAt = at + 8;
    int count = u2(at + 6);
    if (!has(interfacesAt, 2 * count)) {
      return TRUNCATED;
    }
    thisName = className(u2(at + 2));
    int superIndex = u2(at + 4);
    superName = superIndex == 0 ? null : className(superIndex);
    if (thisName == null || superIndex != 0 && superName == null) {
      return INVALID;
    }
    interfaceCount = count;
    headEnd = interfacesAt + 2 * count;
    return OK;
  }

  private @Nullable String className(int index) {
    int at = constant(index, 7);
    return at == 0 ? null : utf8(u2(at + 1));
  }

  /** Position of a constant of this kind, or 0. */
  private int constant(int index, int tag) {
    if (index <= 0 || index >= constantCount) {
      return 0;
    }
    int at = constants[index];
    return at != 0 && bytes[at] == tag ? at : 0;
  }
}
