package dev.clew.engine.weave;

import dev.clew.engine.index.Hook;
import dev.clew.engine.spi.EngineHost;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodTooLargeException;
import org.objectweb.asm.Opcodes;

/**
 * The weaver on ASM. Two readings: one finds the methods, one rewrites them; the bytes of all other
 * methods and the constant pool are copied. No class is loaded for it, no frame is computed.
 */
public final class AsmWeaver implements Weaver, WeavingClass.Refusals {

  /** Newest class file version that the library reads; newer ones are tried as this one. */
  private static final int NEWEST = Opcodes.V28;

  private static final int MAJOR_VERSION_OFFSET = 6;

  private final EngineHost host;
  private final ForwardSites forwardSites;

  /**
   * Creates the weaver.
   *
   * @param host told about hooks that do not fit a method
   * @param forwardSites numbers the call sites of old class files
   */
  public AsmWeaver(EngineHost host, ForwardSites forwardSites) {
    this.host = host;
    this.forwardSites = forwardSites;
  }

  @Override
  public byte @Nullable [] weave(
      @Nullable ClassLoader loader, String internalName, byte[] classFile, List<Hook> hooks) {
    try {
      return weaveUnchecked(loader, classFile, hooks);
    } catch (IllegalArgumentException e) {
      throw e;
    } catch (RuntimeException e) {
      // The library answers malformed class files with whatever its arrays throw.
      throw new IllegalArgumentException("cannot weave " + internalName, e);
    }
  }

  private byte @Nullable [] weaveUnchecked(
      @Nullable ClassLoader loader, byte[] classFile, List<Hook> hooks) {
    ClassReader reader = read(classFile);
    ClassScan scan = new ClassScan(hooks);
    reader.accept(scan, ClassReader.SKIP_DEBUG | ClassReader.EXPAND_FRAMES);
    Map<String, WovenMethod> methods = scan.matched();
    while (!methods.isEmpty()) {
      ClassWriter writer = new ClassWriter(reader, 0);
      WeavingClass weaving =
          new WeavingClass(
              writer, loader, version(classFile), methods, scan.fields, forwardSites, this);
      reader.accept(weaving, ClassReader.EXPAND_FRAMES);
      if (weaving.woven() == 0) {
        return null;
      }
      if (dropUncompilable(reader, weaving, methods)) {
        continue;
      }
      try {
        return writer.toByteArray();
      } catch (MethodTooLargeException e) {
        drop(e.getMethodName() + e.getDescriptor(), methods, "64 kB");
      }
    }
    return null;
  }

  /** Whether a method left that the JVM compiles now and would not compile any more. */
  private boolean dropUncompilable(
      ClassReader reader, WeavingClass weaving, Map<String, WovenMethod> methods) {
    boolean dropped = false;
    for (String method : weaving.uncompilable()) {
      if (CodeSize.of(reader, method) <= CodeSize.COMPILED) {
        drop(method, methods, "what the JVM compiles");
        dropped = true;
      }
    }
    return dropped;
  }

  private void drop(String key, Map<String, WovenMethod> methods, String limit) {
    WovenMethod method = methods.remove(key);
    host.problem(
        "weave.method-too-large",
        (method == null ? key : method.owner + '.' + method.name)
            + " is not traced: with hooks it would exceed "
            + limit,
        null);
  }

  @Override
  public void refused(Hook hook, String owner, String origin, String why) {
    host.problem(
        "weave.hook-refused",
        "plugin "
            + hook.plugin.state.name()
            + " leaves "
            + owner
            + '.'
            + origin
            + " alone: its hook "
            + why,
        null);
  }

  private static ClassReader read(byte[] classFile) {
    if (classFile.length < 10) {
      throw new IllegalArgumentException("no class file: " + classFile.length + " bytes");
    }
    if ((version(classFile) & 0xffff) <= NEWEST) {
      return new ClassReader(classFile);
    }
    byte[] patched = classFile.clone();
    patched[MAJOR_VERSION_OFFSET] = 0;
    patched[MAJOR_VERSION_OFFSET + 1] = NEWEST;
    return new ClassReader(patched);
  }

  /** Minor version in the upper half, major version in the lower. */
  private static int version(byte[] classFile) {
    return (classFile[4] & 0xff) << 24
        | (classFile[5] & 0xff) << 16
        | (classFile[MAJOR_VERSION_OFFSET] & 0xff) << 8
        | classFile[MAJOR_VERSION_OFFSET + 1] & 0xff;
  }
}
