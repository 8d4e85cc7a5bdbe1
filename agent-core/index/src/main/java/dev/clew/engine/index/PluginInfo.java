package dev.clew.engine.index;

import dev.clew.plugin.spi.PluginState;
import java.util.List;

/** One compiled plugin. The lists are filled by the reader before the object is handed out. */
public final class PluginInfo {

  /** Position in the index. */
  public final int id;

  /** Name, group and live mode. */
  public final PluginState state;

  public final boolean contextOnly;
  public final boolean scansAnnotations;
  public final boolean enabledByDefault;

  /** Maven range, or empty. */
  public final String covers;

  /** Internal names of the plugin's own classes: what PluginLoader defines. */
  public final List<String> classes;

  /** JDK packages as {@code module/package}. */
  public final List<String> opens;

  /** {@code field name TAB type descriptor TAB key TAB owner internal name} of each setting. */
  public final List<String> settings;

  public final List<Reference> references;

  /** Where the bytes of {@link #classes} come from. */
  public final PluginSource source;

  public PluginInfo(
      int id,
      PluginState state,
      boolean contextOnly,
      boolean scansAnnotations,
      boolean enabledByDefault,
      String covers,
      List<String> classes,
      List<String> opens,
      List<String> settings,
      List<Reference> references,
      PluginSource source) {
    this.id = id;
    this.state = state;
    this.contextOnly = contextOnly;
    this.scansAnnotations = scansAnnotations;
    this.enabledByDefault = enabledByDefault;
    this.covers = covers;
    this.classes = classes;
    this.opens = opens;
    this.settings = settings;
    this.references = references;
    this.source = source;
  }
}
