package dev.clew.runtime.resource;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.sdk.resources.Resource;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The resource of this process. Configured attributes beat detected ones; {@code service.name} of
 * the configuration beats all.
 */
public final class ProcessResource {

  private final Surroundings world;
  private final AttributesBuilder attributes = Attributes.builder();

  private ProcessResource(Surroundings world) {
    this.world = world;
  }

  /**
   * Detects; never throws and never asks the network.
   *
   * @param serviceName configured name, or empty
   * @param configured configured attributes
   * @param version of the agent
   * @param instanceId unique for this process, 32 hex
   */
  public static Resource detect(
      Surroundings world,
      String serviceName,
      Map<String, String> configured,
      String version,
      String instanceId) {
    ProcessResource detected = new ProcessResource(world);
    detected.run(Detector.all());
    detected.put("service.instance.id", uuid(instanceId));
    detected.put("telemetry.distro.name", "clew");
    detected.put("telemetry.distro.version", version);
    for (Map.Entry<String, String> entry : configured.entrySet()) {
      detected.put(entry.getKey(), entry.getValue());
    }
    String name = serviceName.isEmpty() ? configured.get("service.name") : serviceName;
    detected.put("service.name", name == null ? ServiceName.detect(world) : name);
    return Resource.getDefault().merge(Resource.create(detected.attributes.build()));
  }

  private void run(Detector[] detectors) {
    for (Detector detector : detectors) {
      try {
        detector.detect(world, this);
      } catch (RuntimeException | LinkageError e) {
        // A module or a file is missing: the attributes are, too.
      }
    }
  }

  void put(String key, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      attributes.put(AttributeKey.stringKey(key), value);
    }
  }

  void put(String key, long value) {
    attributes.put(AttributeKey.longKey(key), value);
  }

  /** Version 4 layout, RFC 9562. */
  private static String uuid(String hex) {
    char variant = "89ab".charAt(Character.digit(hex.charAt(16), 16) & 3);
    return hex.substring(0, 8)
        + '-'
        + hex.substring(8, 12)
        + "-4"
        + hex.substring(13, 16)
        + '-'
        + variant
        + hex.substring(17, 20)
        + '-'
        + hex.substring(20);
  }
}
