package dev.clew.bootstrap;

import java.io.File;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.net.URL;
import java.security.AccessControlException;
import java.security.AccessController;
import java.security.AllPermission;
import java.util.jar.JarFile;

/**
 * Under a security manager whose policy does not know the agent, its classes may do next to nothing
 * while the system loader defines them. Then the boot loader defines them instead: those that are
 * not loaded yet, which is all but {@link ClewAgent} and what this class needs.
 */
final class Privileges {

  private Privileges() {}

  static void raise(Instrumentation instrumentation) throws IOException {
    if (granted()) {
      return;
    }
    URL self = Privileges.class.getResource("Privileges.class");
    File file = self == null ? null : JarLocation.file(self.toString());
    if (file == null) {
      throw new IllegalStateException(
          "the security policy must grant AllPermission to the agent jar");
    }
    try (JarFile jar = new JarFile(file, /* verify= */ false)) {
      instrumentation.appendToBootstrapClassLoaderSearch(jar);
    }
  }

  private static boolean granted() {
    try {
      AccessController.checkPermission(new AllPermission());
      return true;
    } catch (AccessControlException e) {
      return false;
    }
  }
}
