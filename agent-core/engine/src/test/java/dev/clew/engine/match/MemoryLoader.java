package dev.clew.engine.match;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Defines classes from memory, shows their class files, and asks a gate like the JVM would. */
public final class MemoryLoader extends ClassLoader {

  static {
    registerAsParallelCapable();
  }

  private final Map<String, byte[]> classes = new ConcurrentHashMap<>();
  private final AtomicInteger lookups = new AtomicInteger();
  private volatile Gate gate;
  private boolean hidden;

  public MemoryLoader(ClassLoader parent) {
    super(parent);
  }

  public MemoryLoader with(String internalName, byte[] classFile) {
    classes.put(internalName, classFile);
    return this;
  }

  public MemoryLoader through(Gate newGate) {
    gate = newGate;
    return this;
  }

  /** No class file is shown any more. */
  public MemoryLoader hidden() {
    hidden = true;
    return this;
  }

  public int lookups() {
    return lookups.get();
  }

  public byte[] classFile(String internalName) {
    return classes.get(internalName);
  }

  @Override
  public InputStream getResourceAsStream(String name) {
    lookups.incrementAndGet();
    String type = name.endsWith(".class") ? name.substring(0, name.length() - 6) : name;
    byte[] bytes = hidden ? null : classes.get(type);
    return bytes != null ? new ByteArrayInputStream(bytes) : super.getResourceAsStream(name);
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    String internalName = name.replace('.', '/');
    byte[] bytes = classes.get(internalName);
    if (bytes == null) {
      throw new ClassNotFoundException(name);
    }
    byte[] woven = gate == null ? null : gate.transform(this, internalName, null, null, bytes);
    byte[] defined = woven == null ? bytes : woven;
    return defineClass(name, defined, 0, defined.length);
  }
}
