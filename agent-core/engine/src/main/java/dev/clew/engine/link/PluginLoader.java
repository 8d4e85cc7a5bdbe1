package dev.clew.engine.link;

import dev.clew.engine.index.PluginInfo;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.AccessController;
import java.security.AllPermission;
import java.security.CodeSource;
import java.security.Permissions;
import java.security.PrivilegedActionException;
import java.security.PrivilegedExceptionAction;
import java.security.ProtectionDomain;
import java.security.cert.Certificate;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Defines the classes of plugins for one application loader. Three sources, never mixed: {@code
 * dev.clew.plugin.*} is the agent's, a plugin's own classes are defined here from bytes, all else
 * is the application's. So a plugin sees the very library types of the class that it hooks, and no
 * type of the agent's insides.
 */
final class PluginLoader extends ClassLoader {

  private static final String API = "dev.clew.plugin.";
  private static final ProtectionDomain DOMAIN = allPermissions();

  static {
    registerAsParallelCapable();
  }

  private final @Nullable ClassLoader application;
  private final ClassLoader agent;

  /** Plugins by the binary names of their classes. */
  private final ConcurrentHashMap<String, PluginInfo> classes =
      new ConcurrentHashMap<String, PluginInfo>();

  /**
   * Creates the loader.
   *
   * @param application loader of the hooked classes; null for the boot loader
   * @param agent the loader that has the plugin API
   */
  PluginLoader(@Nullable ClassLoader application, ClassLoader agent) {
    super(application);
    this.application = application;
    this.agent = agent;
  }

  /** The loader whose classes are hooked; null for the boot loader. */
  @Nullable ClassLoader application() {
    return application;
  }

  /**
   * Makes the classes of a plugin known.
   *
   * @return whether it was new here
   */
  boolean add(PluginInfo plugin) {
    boolean added = false;
    for (String name : plugin.classes) {
      added |= classes.putIfAbsent(name.replace('/', '.'), plugin) == null;
    }
    return added;
  }

  boolean has(PluginInfo plugin) {
    return !plugin.classes.isEmpty()
        && classes.get(plugin.classes.get(0).replace('/', '.')) == plugin;
  }

  /** A hook loads classes while the application is on the stack, whose permissions do not do. */
  @Override
  @SuppressWarnings({"deprecation", "removal"})
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (System.getSecurityManager() == null) {
      return find(name);
    }
    try {
      return AccessController.doPrivileged(
          new PrivilegedExceptionAction<Class<?>>() {
            @Override
            public Class<?> run() throws ClassNotFoundException {
              return find(name);
            }
          });
    } catch (PrivilegedActionException e) {
      throw (ClassNotFoundException) e.getException();
    }
  }

  private Class<?> find(String name) throws ClassNotFoundException {
    if (name.startsWith(API)) {
      return agent.loadClass(name);
    }
    PluginInfo plugin = classes.get(name);
    if (plugin != null) {
      return own(name, plugin);
    }
    return application == null ? Class.forName(name, false, null) : application.loadClass(name);
  }

  @Override
  public @Nullable InputStream getResourceAsStream(String name) {
    if (name.endsWith(".class")) {
      String internalName = name.substring(0, name.length() - 6);
      PluginInfo plugin = classes.get(internalName.replace('/', '.'));
      if (plugin != null) {
        try {
          byte[] bytes = plugin.source.classFile(internalName);
          return bytes == null ? null : new ByteArrayInputStream(bytes);
        } catch (IOException e) {
          return null;
        }
      }
    }
    return super.getResourceAsStream(name);
  }

  private Class<?> own(String name, PluginInfo plugin) throws ClassNotFoundException {
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      if (loaded != null) {
        return loaded;
      }
      byte[] bytes;
      try {
        bytes = plugin.source.classFile(name.replace('.', '/'));
      } catch (IOException e) {
        throw new ClassNotFoundException(name + " in " + plugin.source.location(), e);
      }
      if (bytes == null) {
        throw new ClassNotFoundException(name + " is not in " + plugin.source.location());
      }
      definePackageOf(name);
      return defineClass(name, bytes, 0, bytes.length, DOMAIN);
    }
  }

  /** Java 8 does not do it by itself. */
  @SuppressWarnings("deprecation")
  private void definePackageOf(String name) {
    int dot = name.lastIndexOf('.');
    if (dot > 0 && getPackage(name.substring(0, dot)) == null) {
      try {
        definePackage(name.substring(0, dot), null, null, null, null, null, null, null);
      } catch (IllegalArgumentException e) {
        return; // another thread did
      }
    }
  }

  private static ProtectionDomain allPermissions() {
    Permissions permissions = new Permissions();
    permissions.add(new AllPermission());
    return new ProtectionDomain(new CodeSource(null, (Certificate[]) null), permissions);
  }
}
