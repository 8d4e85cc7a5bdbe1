package dev.clew.engine.index;

import org.jspecify.annotations.Nullable;

/**
 * A library type or member that a plugin's code uses; collected at build time, checked per loader.
 */
public final class Reference {

  /** The type itself must exist. */
  public static final int TYPE = 0;

  /** A field of the type or its super types. */
  public static final int FIELD = 1;

  /** A method of the type or its super types. */
  public static final int METHOD = 2;

  /** Flags: what the member must be. */
  public static final int STATIC = 1;

  public static final int INTERFACE = 2;

  /** One of the kinds. */
  public final int kind;

  /** Internal name of the owner. */
  public final String owner;

  /** Member name; null for a type. */
  public final @Nullable String name;

  /** Member descriptor; null for a type. */
  public final @Nullable String descriptor;

  /**
   * {@link #STATIC}: static member; {@link #INTERFACE}: owner must be an interface; 0: an instance
   * member of a class.
   */
  public final int flags;

  /** Where the plugin uses it, for people: {@code Jdbc.java:41}. */
  public final String usedAt;

  public Reference(
      int kind,
      String owner,
      @Nullable String name,
      @Nullable String descriptor,
      int flags,
      String usedAt) {
    this.kind = kind;
    this.owner = owner;
    this.name = name;
    this.descriptor = descriptor;
    this.flags = flags;
    this.usedAt = usedAt;
  }
}
