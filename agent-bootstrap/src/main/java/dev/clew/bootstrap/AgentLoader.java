package dev.clew.bootstrap;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.security.AllPermission;
import java.security.CodeSource;
import java.security.Permissions;
import java.security.ProtectionDomain;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/**
 * Loads the agent's own classes and resources from the hidden entries of the agent jar: class
 * {@code a.b.C} is {@code clew/a/b/C.clewdata}, resource {@code x/y} is {@code clew/x/y.clewdata}.
 * Under those names no scanner, server or build of the application takes them for its own.
 *
 * <p>Child-first, so that a library in the JDK's extension folders never replaces ours; {@code
 * java.*} always comes from the JVM. Entries are read in place, nothing is unpacked. Thread-safe,
 * locked per class name.
 */
final class AgentLoader extends ClassLoader {

  static {
    registerAsParallelCapable();
  }

  private final HiddenEntries entries;
  private final ProtectionDomain domain;

  /**
   * Takes over an open jar; the loader lives as long as the JVM, so it is never closed.
   *
   * @param parent null for the boot loader
   */
  AgentLoader(File file, JarFile jar, @Nullable ClassLoader parent) throws IOException {
    super(parent);
    this.entries = new HiddenEntries(jar);
    Permissions all = new Permissions();
    all.add(new AllPermission());
    CodeSource source = new CodeSource(file.toURI().toURL(), (Certificate @Nullable []) null);
    this.domain = new ProtectionDomain(source, all);
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (name.startsWith("java.")) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> type = findLoadedClass(name);
      if (type == null) {
        byte[] bytes = classBytes(name);
        type = bytes == null ? super.loadClass(name, false) : define(name, bytes);
      }
      if (resolve) {
        resolveClass(type);
      }
      return type;
    }
  }

  private byte @Nullable [] classBytes(String name) throws ClassNotFoundException {
    try {
      return entries.readClass(name);
    } catch (IOException e) {
      throw new ClassNotFoundException(name + " cannot be read from the agent jar: " + e, e);
    }
  }

  private Class<?> define(String name, byte[] bytes) {
    int dot = name.lastIndexOf('.');
    if (dot > 0) {
      definePackage(name.substring(0, dot));
    }
    return defineClass(name, bytes, 0, bytes.length, domain);
  }

  @SuppressWarnings("deprecation") // getDefinedPackage came with Java 9
  private void definePackage(String name) {
    if (getPackage(name) == null) {
      try {
        definePackage(name, null, null, null, null, null, null, null);
      } catch (IllegalArgumentException e) {
        // Another thread was first.
      }
    }
  }

  @Override
  public @Nullable URL getResource(String name) {
    URL own = findResource(name);
    return own == null ? super.getResource(name) : own;
  }

  @Override
  public Enumeration<URL> getResources(String name) throws IOException {
    URL own = findResource(name);
    if (own == null) {
      return super.getResources(name);
    }
    List<URL> all = new ArrayList<>(2);
    all.add(own);
    ClassLoader parent = getParent();
    if (parent != null) {
      all.addAll(Collections.list(parent.getResources(name)));
    }
    return Collections.enumeration(all);
  }

  @Override
  protected @Nullable URL findResource(String name) {
    return entries.url(name);
  }

  @Override
  protected Enumeration<URL> findResources(String name) {
    URL own = findResource(name);
    return own == null
        ? Collections.<URL>emptyEnumeration()
        : Collections.enumeration(Collections.singleton(own));
  }

  /** Reads an own entry without the detour over a URL. */
  @Override
  public @Nullable InputStream getResourceAsStream(String name) {
    try {
      byte[] own = entries.readResource(name);
      if (own != null) {
        return new ByteArrayInputStream(own);
      }
    } catch (IOException e) {
      return null; // a damaged entry is as good as none here; reading its URL tells why
    }
    return super.getResourceAsStream(name);
  }
}
