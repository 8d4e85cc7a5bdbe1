package dev.clew.build.plugin;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A class of a plugin module, as far as the compiler needs it.
 *
 * @param header values of {@code @Plugin}, or null without it
 * @param line first line of any body, 0 when unknown
 */
@SuppressWarnings("ArrayRecordComponent") // one object per class file; the array is identity enough
record PluginClass(
    byte[] bytes,
    String name,
    int version,
    int access,
    @Nullable String superName,
    List<String> interfaces,
    String sourceFile,
    int line,
    @Nullable Header header,
    List<HookMethod> hooks,
    List<SettingField> settings) {

  /** Package in internal form. */
  String packageName() {
    int slash = name.lastIndexOf('/');
    return slash < 0 ? "" : name.substring(0, slash);
  }

  /** The values of {@code @Plugin}. */
  record Header(
      String name,
      String group,
      String covers,
      boolean contextOnly,
      boolean scansAnnotations,
      boolean enabledByDefault,
      List<String> opens) {}

  /** A field with {@code @Setting}. */
  record SettingField(String name, String descriptor, int access, String key) {}
}
