package dev.clew.runtime.resource;

import java.io.File;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One group of attributes; may throw, then its remaining attributes are left out. */
interface Detector {

  /** All of them. */
  static Detector[] all() {
    return new Detector[] {new Os(), new Host(), new Jvm(), new Pid(), new Container(), new Kube()};
  }

  /** Looks at the world and puts what it finds. */
  void detect(Surroundings world, ProcessResource out);

  /** Semantic conventions: os. */
  final class Os implements Detector {
    @Override
    public void detect(Surroundings world, ProcessResource out) {
      String name = world.property("os.name");
      if (name == null) {
        return;
      }
      out.put("os.type", type(name.toLowerCase(Locale.ROOT)));
      String version = world.property("os.version");
      out.put("os.version", version);
      out.put("os.description", version == null ? name : name + ' ' + version);
    }

    private static @Nullable String type(String name) {
      String[][] prefixes = {
        {"windows", "windows"},
        {"linux", "linux"},
        {"mac", "darwin"},
        {"freebsd", "freebsd"},
        {"netbsd", "netbsd"},
        {"openbsd", "openbsd"},
        {"dragonfly", "dragonflybsd"},
        {"hp-ux", "hpux"},
        {"aix", "aix"},
        {"solaris", "solaris"},
        {"sunos", "solaris"},
        {"z/os", "zos"},
      };
      for (String[] prefix : prefixes) {
        if (name.startsWith(prefix[0])) {
          return prefix[1];
        }
      }
      return null;
    }
  }

  /** Semantic conventions: host. The name is never looked up in the network. */
  final class Host implements Detector {
    @Override
    public void detect(Surroundings world, ProcessResource out) {
      String name = world.environment("HOSTNAME");
      if (name == null) {
        name = firstLine(world.file("/proc/sys/kernel/hostname"));
      }
      if (name == null) {
        name = firstLine(world.file("/etc/hostname"));
      }
      out.put("host.name", name == null ? world.environment("COMPUTERNAME") : name);
      out.put("host.arch", arch(world.property("os.arch")));
      String id = firstLine(world.file("/etc/machine-id"));
      out.put("host.id", id == null ? firstLine(world.file("/var/lib/dbus/machine-id")) : id);
    }

    private static @Nullable String arch(@Nullable String jdk) {
      if (jdk == null) {
        return null;
      }
      switch (jdk) {
        case "x86_64":
        case "amd64":
          return "amd64";
        case "aarch64":
          return "arm64";
        case "i386":
        case "i686":
        case "x86":
          return "x86";
        case "arm":
          return "arm32";
        case "ppc":
          return "ppc32";
        case "ppc64le":
          return "ppc64";
        default:
          return jdk;
      }
    }
  }

  /** Semantic conventions: process.runtime and process.executable. Never the arguments. */
  final class Jvm implements Detector {
    @Override
    public void detect(Surroundings world, ProcessResource out) {
      out.put("process.runtime.name", world.property("java.runtime.name"));
      out.put("process.runtime.version", world.property("java.runtime.version"));
      String vendor = world.property("java.vm.vendor");
      String name = world.property("java.vm.name");
      String version = world.property("java.vm.version");
      if (vendor != null && name != null && version != null) {
        out.put("process.runtime.description", vendor + ' ' + name + ' ' + version);
      }
      String home = world.property("java.home");
      if (home != null) {
        String executable = File.separatorChar == '\\' ? "java.exe" : "java";
        out.put(
            "process.executable.path",
            home + File.separatorChar + "bin" + File.separatorChar + executable);
        out.put("process.executable.name", executable);
      }
    }
  }

  /** The process id, of the JVM since 9, of the proc file system before. */
  final class Pid implements Detector {
    @Override
    public void detect(Surroundings world, ProcessResource out) {
      Long pid = ofProcessHandle();
      if (pid == null) {
        pid = ofProc();
      }
      if (pid != null) {
        out.put("process.pid", pid);
      }
    }

    private static @Nullable Long ofProcessHandle() {
      try {
        Class<?> type = Class.forName("java.lang.ProcessHandle");
        Object current = type.getMethod("current").invoke(null);
        return (Long) type.getMethod("pid").invoke(current);
      } catch (ReflectiveOperationException e) {
        return null;
      }
    }

    private static @Nullable Long ofProc() {
      try {
        return Long.valueOf(new File("/proc/self").getCanonicalFile().getName());
      } catch (IOException | NumberFormatException e) {
        return null;
      }
    }
  }

  /** Semantic conventions: container.id, of control groups version 1 or the mounts of version 2. */
  final class Container implements Detector {
    @Override
    public void detect(Surroundings world, ProcessResource out) {
      String id = ContainerId.ofControlGroups(world.file("/proc/self/cgroup"));
      if (id == null) {
        id = ContainerId.ofMounts(world.file("/proc/self/mountinfo"));
      }
      out.put("container.id", id);
    }
  }

  /** Downward values under the names that people commonly give them. */
  final class Kube implements Detector {
    private static final String NAMESPACE_FILE =
        "/var/run/secrets/kubernetes.io/serviceaccount/namespace";

    @Override
    public void detect(Surroundings world, ProcessResource out) {
      String namespace = first(world, "K8S_NAMESPACE_NAME", "K8S_NAMESPACE", "POD_NAMESPACE");
      String pod = first(world, "K8S_POD_NAME", "POD_NAME");
      if (world.environment("KUBERNETES_SERVICE_HOST") != null) {
        namespace = namespace == null ? firstLine(world.file(NAMESPACE_FILE)) : namespace;
        pod = pod == null ? world.environment("HOSTNAME") : pod;
      }
      out.put("k8s.namespace.name", namespace);
      out.put("k8s.pod.name", pod);
      out.put("k8s.pod.uid", first(world, "K8S_POD_UID", "POD_UID"));
      out.put("k8s.pod.ip", first(world, "K8S_POD_IP", "POD_IP"));
      out.put("k8s.node.name", first(world, "K8S_NODE_NAME", "NODE_NAME"));
      out.put("k8s.container.name", first(world, "K8S_CONTAINER_NAME", "CONTAINER_NAME"));
      out.put("k8s.deployment.name", first(world, "K8S_DEPLOYMENT_NAME", "DEPLOYMENT_NAME"));
      out.put("k8s.cluster.name", first(world, "K8S_CLUSTER_NAME", "CLUSTER_NAME"));
    }

    private static @Nullable String first(Surroundings world, String... names) {
      for (String name : names) {
        String value = world.environment(name);
        if (value != null) {
          return value;
        }
      }
      return null;
    }
  }

  /** Trimmed; null when there is none. */
  static @Nullable String firstLine(@Nullable String text) {
    if (text == null) {
      return null;
    }
    int end = text.indexOf('\n');
    String line = (end < 0 ? text : text.substring(0, end)).trim();
    return line.isEmpty() ? null : line;
  }
}
