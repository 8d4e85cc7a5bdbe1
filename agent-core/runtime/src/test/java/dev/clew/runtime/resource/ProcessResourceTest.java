package dev.clew.runtime.resource;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.resources.Resource;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ProcessResourceTest {

  private static final String CONTAINER = "0123456789abcdef".repeat(4);

  private final World world = new World();
  private final Map<String, String> configured = new HashMap<>();

  /** A machine of the test's making. */
  private static final class World extends Surroundings {
    final Map<String, String> environment = new HashMap<>();
    final Map<String, String> properties = new HashMap<>();
    final Map<String, String> files = new HashMap<>();
    final Map<String, String> resources = new HashMap<>();

    @Override
    String environment(String name) {
      return environment.get(name);
    }

    @Override
    String property(String name) {
      return properties.get(name);
    }

    @Override
    String file(String path) {
      return files.get(path);
    }

    @Override
    String resource(String name) {
      return resources.get(name);
    }
  }

  private Resource detect(String serviceName) {
    return ProcessResource.detect(
        world, serviceName, configured, "1.2", "00112233445566778899aabbccddeeff");
  }

  private String value(String key) {
    return detect("").getAttribute(AttributeKey.stringKey(key));
  }

  @Test
  void nothingKnown_namesAreWhatOpenTelemetryPrescribes() {
    assertThat(value("service.name")).isEqualTo("unknown_service:java");
    assertThat(value("telemetry.sdk.language")).isEqualTo("java");
    assertThat(value("telemetry.distro.name")).isEqualTo("clew");
    assertThat(value("telemetry.distro.version")).isEqualTo("1.2");
    assertThat(value("service.instance.id")).isEqualTo("00112233-4455-4677-8899-aabbccddeeff");
  }

  @Test
  void serviceName_everySource_strongestWins() {
    world.properties.put("sun.java.command", "app.jar");
    assertThat(value("service.name")).isEqualTo("app");
    world.resources.put("BOOT-INF/classes/application.yml", "spring:\n  application:\n    name: y");
    assertThat(value("service.name")).isEqualTo("y");
    world.resources.put("application.properties", "spring.application.name=p");
    assertThat(value("service.name")).isEqualTo("p");
    world.environment.put("SPRING_APPLICATION_NAME", "e");
    assertThat(value("service.name")).isEqualTo("e");
    world.properties.put("spring.application.name", "s");
    assertThat(value("service.name")).isEqualTo("s");
    world.properties.put("sun.java.command", "app.jar --spring.application.name=a --x");
    assertThat(value("service.name")).isEqualTo("a");
    configured.put("service.name", "r");
    assertThat(value("service.name")).isEqualTo("r");
    assertThat(detect("c").getAttribute(AttributeKey.stringKey("service.name"))).isEqualTo("c");
  }

  @Test
  void serviceName_springPlaceholder_isResolvedOrLeft() {
    world.properties.put("sun.java.command", "a.jar");
    world.resources.put("application.properties", "spring.application.name=${APP:shop}");
    assertThat(value("service.name")).isEqualTo("shop");
    world.environment.put("APP", "other");
    assertThat(value("service.name")).isEqualTo("other");
    world.resources.put("application.properties", "spring.application.name=@project.name@");
    assertThat(value("service.name")).isEqualTo("a");
  }

  @Test
  void command_jarOrClass_givesAName() {
    assertThat(ServiceName.ofCommand("/opt/my app/shop-1.0.jar --a b")).isEqualTo("shop-1.0");
    assertThat(ServiceName.ofCommand("target\\shop.jar")).isEqualTo("shop");
    assertThat(ServiceName.ofCommand("com.acme.Main data.jar")).isEqualTo("com.acme.Main");
    assertThat(ServiceName.ofCommand("acme/com.acme.Main --x")).isEqualTo("com.acme.Main");
    assertThat(ServiceName.ofCommand(null)).isNull();
  }

  @Test
  void yaml_nestedFlatMixedQuoted_areFound() {
    assertThat(yaml("spring:\n  application:\n    name: a # c\n")).isEqualTo("a");
    assertThat(yaml("spring.application.name: \"a b\"\n")).isEqualTo("a b");
    assertThat(yaml("server:\n  port: 1\nspring:\n  application.name: 'a'\n")).isEqualTo("a");
    assertThat(yaml("spring:\n  main:\n    x: y\n  application:\n    name: a\n")).isEqualTo("a");
    assertThat(yaml("other:\n  application:\n    name: a\n")).isNull();
    assertThat(yaml("a: b\n---\nspring.application.name: profile\n")).isNull();
    assertThat(yaml("spring:\r\n  application:\r\n    name: a\r\n")).isEqualTo("a");
  }

  private static String yaml(String text) {
    return YamlKey.find(text, "spring.application.name");
  }

  @Test
  void container_bothVersionsOfControlGroups_giveTheId() {
    assertThat(value("container.id")).isNull();
    world.files.put("/proc/self/cgroup", "0::/\n");
    world.files.put(
        "/proc/self/mountinfo",
        "1 2 0:3 /var/lib/docker/containers/" + CONTAINER + "/hostname /etc/hostname rw - ext4\n");
    assertThat(value("container.id")).isEqualTo(CONTAINER);
    String other = "f".repeat(64);
    world.files.put(
        "/proc/self/cgroup",
        "3:cpu:/\n2:mem:/kubepods.slice/kubepods-pod1.slice/cri-containerd-" + other + ".scope\n");
    assertThat(value("container.id")).isEqualTo(other);
  }

  @Test
  void kubernetes_downwardValues_areTaken() {
    world.environment.put("HOSTNAME", "shop-5f");
    assertThat(value("k8s.pod.name")).isNull();
    world.environment.put("KUBERNETES_SERVICE_HOST", "10.0.0.1");
    world.files.put("/var/run/secrets/kubernetes.io/serviceaccount/namespace", "prod");
    world.environment.put("NODE_NAME", "n1");
    world.environment.put("POD_UID", "u1");
    assertThat(value("k8s.pod.name")).isEqualTo("shop-5f");
    assertThat(value("k8s.namespace.name")).isEqualTo("prod");
    assertThat(value("k8s.node.name")).isEqualTo("n1");
    assertThat(value("k8s.pod.uid")).isEqualTo("u1");
    world.environment.put("K8S_POD_NAME", "explicit");
    assertThat(value("k8s.pod.name")).isEqualTo("explicit");
  }

  @Test
  void hostAndOs_knownNames_followTheConventions() {
    world.files.put("/proc/sys/kernel/hostname", "box\n");
    world.files.put("/etc/machine-id", "m1\n");
    world.properties.put("os.name", "Mac OS X");
    world.properties.put("os.version", "15");
    world.properties.put("os.arch", "aarch64");
    assertThat(value("host.name")).isEqualTo("box");
    assertThat(value("host.id")).isEqualTo("m1");
    assertThat(value("host.arch")).isEqualTo("arm64");
    assertThat(value("os.type")).isEqualTo("darwin");
    assertThat(value("os.description")).isEqualTo("Mac OS X 15");
  }

  @Test
  void arguments_neverAppear() {
    world.properties.put("sun.java.command", "app.jar --password=hunter2");
    world.properties.put("java.home", "/jdk");
    assertThat(detect("").toString()).doesNotContain("hunter2");
    assertThat(value("process.executable.path")).startsWith("/jdk");
  }

  @Test
  void configuredAttributes_beatDetectedOnes() {
    world.environment.put("HOSTNAME", "detected");
    configured.put("host.name", "configured");
    assertThat(value("host.name")).isEqualTo("configured");
  }

  @Test
  void processId_onThisMachine_isThePid() {
    assertThat(detect("").getAttribute(AttributeKey.longKey("process.pid")))
        .isEqualTo(ProcessHandle.current().pid());
  }
}
