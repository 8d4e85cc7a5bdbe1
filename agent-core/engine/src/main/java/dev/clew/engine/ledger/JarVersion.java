package dev.clew.engine.ledger;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UnsupportedEncodingException;
import java.net.URLDecoder;
import java.util.Enumeration;
import java.util.Properties;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads a version out of a jar, which may lie in another jar or war. No URL connection, whose cache
 * would keep the application's file open.
 */
final class JarVersion {

  private static final String[] SCHEMES = {"jar:", "war:", "nested:", "file:"};

  /** Entries looked at; bounds the time a huge jar takes. */
  private static final int MAX_ENTRIES = 20_000;

  private JarVersion() {}

  /** Version that the jar at a code source's address declares, or null. Never throws. */
  static @Nullable String read(String location) {
    String address = plain(location);
    int inner = address.indexOf("!/");
    String inside = inner < 0 ? "" : address.substring(inner + 2);
    try {
      File file = file(inner < 0 ? address : address.substring(0, inner));
      if (!file.isFile()) {
        return null;
      }
      try (ZipFile jar = new ZipFile(file)) {
        return inside.isEmpty() ? version(jar) : nested(jar, inside);
      }
    } catch (IOException | RuntimeException e) {
      return null;
    }
  }

  /**
   * Brings an address into the form {@code /a.jar} or {@code /a.jar!/lib/b.jar}. Known are {@code
   * file:/a.jar}, {@code jar:file:/a.jar!/lib/b.jar!/}, {@code jar:nested:/a.jar/!lib/b.jar!/} and
   * {@code jar:war:file:/a.war*}{@code /lib/b.jar!/}.
   */
  static String plain(String location) {
    String address = location;
    boolean cut = true;
    while (cut) {
      cut = false;
      for (String scheme : SCHEMES) {
        if (address.startsWith(scheme)) {
          address = address.substring(scheme.length());
          cut = true;
        }
      }
    }
    address = address.replace("/!", "!/").replace("*/", "!/").replace("!//", "!/");
    return address.endsWith("!/") ? address.substring(0, address.length() - 2) : address;
  }

  private static File file(String path) throws UnsupportedEncodingException {
    File file = new File(path);
    return file.exists() ? file : new File(URLDecoder.decode(path.replace("+", "%2B"), "UTF-8"));
  }

  private static @Nullable String version(ZipFile jar) throws IOException {
    ZipEntry manifest = jar.getEntry("META-INF/MANIFEST.MF");
    if (manifest != null) {
      String version = fromManifest(jar.getInputStream(manifest));
      if (version != null) {
        return version;
      }
    }
    String found = null;
    Enumeration<? extends ZipEntry> entries = jar.entries();
    for (int i = 0; entries.hasMoreElements() && i < MAX_ENTRIES; i++) {
      ZipEntry entry = entries.nextElement();
      if (isPom(entry.getName())) {
        if (found != null) {
          return null; // several: libraries were merged, none of them names the whole
        }
        found = fromPom(jar.getInputStream(entry));
      }
    }
    return found;
  }

  private static @Nullable String nested(ZipFile outer, String inside) throws IOException {
    ZipEntry jar = outer.getEntry(inside);
    if (jar == null || jar.isDirectory()) {
      return null;
    }
    String found = null;
    boolean several = false;
    try (ZipInputStream in = new ZipInputStream(outer.getInputStream(jar))) {
      ZipEntry entry = in.getNextEntry();
      for (int i = 0; entry != null && i < MAX_ENTRIES; i++) {
        if (entry.getName().equals("META-INF/MANIFEST.MF")) {
          String version = fromManifest(in);
          if (version != null) {
            return version;
          }
        } else if (isPom(entry.getName())) {
          several |= found != null;
          found = fromPom(in);
        }
        entry = in.getNextEntry();
      }
    }
    return several ? null : found;
  }

  private static boolean isPom(String name) {
    return name.startsWith("META-INF/maven/") && name.endsWith("/pom.properties");
  }

  private static @Nullable String fromManifest(InputStream in) throws IOException {
    Attributes attributes = new Manifest(in).getMainAttributes();
    String version = attributes.getValue(Attributes.Name.IMPLEMENTATION_VERSION);
    return version != null ? version : attributes.getValue("Bundle-Version");
  }

  private static @Nullable String fromPom(InputStream in) throws IOException {
    Properties properties = new Properties();
    properties.load(in);
    return properties.getProperty("version");
  }
}
