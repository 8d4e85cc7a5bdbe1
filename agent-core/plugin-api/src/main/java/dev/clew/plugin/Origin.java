package dev.clew.plugin;

/**
 * The hooked method. A hook parameter of this type is bound when the call site links, so reading it
 * costs nothing per call.
 */
public final class Origin {

  private final Class<?> declaringClass;
  private final String methodName;
  private final String methodDescriptor;

  /**
   * Called by the linker.
   *
   * @param methodDescriptor as in the class file: {@code (ILjava/lang/String;)V}
   */
  public Origin(Class<?> declaringClass, String methodName, String methodDescriptor) {
    this.declaringClass = declaringClass;
    this.methodName = methodName;
    this.methodDescriptor = methodDescriptor;
  }

  /** The class that holds the woven body. */
  public Class<?> declaringClass() {
    return declaringClass;
  }

  /** {@code <init>} for a constructor. */
  public String methodName() {
    return methodName;
  }

  /** As in the class file: {@code (ILjava/lang/String;)V}. */
  public String methodDescriptor() {
    return methodDescriptor;
  }
}
