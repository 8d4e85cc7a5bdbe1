package dev.clew.build.jar;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;

/**
 * The software bill of materials of the agent jar, CycloneDX 1.5: exactly the artifacts the packer
 * was given. Written here and not by the CycloneDX plugin, which does nothing when Maven is
 * offline.
 */
final class BillOfMaterials {

  private static final String OWN_GROUP = "dev.clew";

  /** Group to SPDX licence. An artifact of a group that is not here fails the build. */
  private static final String[][] LICENCES = {
    {OWN_GROUP, "Apache-2.0"},
    {"io.opentelemetry", "Apache-2.0"},
    {"org.ow2.asm", "BSD-3-Clause"},
    {"org.slf4j", "MIT"},
  };

  private final List<String> components = new ArrayList<>();

  /**
   * Adds an artifact.
   *
   * @throws IllegalArgumentException when its licence is not on record
   */
  void add(Artifact artifact) throws IOException {
    String licence = licence(artifact);
    components.add(
        "    {\n"
            + "      \"type\": \"library\",\n"
            + "      \"bom-ref\": \""
            + artifact.packageUrl()
            + "\",\n"
            + "      \"group\": \""
            + artifact.group
            + "\",\n"
            + "      \"name\": \""
            + artifact.name
            + "\",\n"
            + "      \"version\": \""
            + artifact.version
            + "\",\n"
            + hash(artifact)
            + "      \"licenses\": [{\"license\": {\"id\": \""
            + licence
            + "\"}}],\n"
            + "      \"purl\": \""
            + artifact.packageUrl()
            + "\"\n"
            + "    }");
  }

  byte[] json(String version) {
    String text =
        "{\n"
            + "  \"bomFormat\": \"CycloneDX\",\n"
            + "  \"specVersion\": \"1.5\",\n"
            + "  \"version\": 1,\n"
            + "  \"metadata\": {\n"
            + "    \"component\": {\n"
            + "      \"type\": \"application\",\n"
            + "      \"bom-ref\": \"clew-agent\",\n"
            + "      \"group\": \""
            + OWN_GROUP
            + "\",\n"
            + "      \"name\": \"clew-agent\",\n"
            + "      \"version\": \""
            + version
            + "\",\n"
            + "      \"licenses\": [{\"license\": {\"id\": \"Apache-2.0\"}}]\n"
            + "    }\n"
            + "  },\n"
            + "  \"components\": [\n"
            + String.join(",\n", components)
            + "\n  ]\n"
            + "}\n";
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String licence(Artifact artifact) {
    for (String[] licence : LICENCES) {
      if (licence[0].equals(artifact.group)) {
        return licence[1];
      }
    }
    throw new IllegalArgumentException(
        artifact.coordinates() + " would be packed, but its licence is not on record");
  }

  /** Of third-party jars only; ours are intermediate products that nobody can download. */
  private static String hash(Artifact artifact) throws IOException {
    if (artifact.group.equals(OWN_GROUP)) {
      return "";
    }
    StringBuilder hex = new StringBuilder();
    for (byte b : sha256(Files.readAllBytes(artifact.file))) {
      hex.append(Character.forDigit(b >> 4 & 15, 16)).append(Character.forDigit(b & 15, 16));
    }
    return "      \"hashes\": [{\"alg\": \"SHA-256\", \"content\": \"" + hex + "\"}],\n";
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }
}
