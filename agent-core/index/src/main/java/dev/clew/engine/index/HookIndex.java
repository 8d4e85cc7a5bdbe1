package dev.clew.engine.index;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the gate asks. Thread-safe. The three {@code …Of} look-ups read the matching part in place
 * and allocate nothing on a miss; {@link #hook} and {@link #plugin} decode details on first use.
 */
public interface HookIndex {

  /** Number of plugins. */
  int pluginCount();

  /** Number of hooks. */
  int hookCount();

  /** Plugin of a hook, without decoding details. */
  int pluginOf(int hook);

  /** Name of a plugin, without decoding details. */
  String pluginName(int plugin);

  /** Group of a plugin, without decoding details. */
  String pluginGroup(int plugin);

  /** {@link #CONTEXT_ONLY}, {@link #SCANS_ANNOTATIONS}, {@link #ENABLED_BY_DEFAULT}. */
  int pluginFlags(int plugin);

  int CONTEXT_ONLY = 1;
  int SCANS_ANNOTATIONS = 2;
  int ENABLED_BY_DEFAULT = 4;

  /**
   * Whether classes of this internal name are never looked at (prefix rules, exceptions included).
   */
  boolean ignored(String internalName);

  /** Hooks that match the internal name exactly, or null. The array is shared: do not change it. */
  int @Nullable [] hooksOf(String internalName);

  /** Marker of a super type that some hook asks for, from 0, or -1. */
  int markerOf(String internalName);

  /** Number of markers. */
  int markerCount();

  /** Internal name of a marker. */
  String markerName(int marker);

  /** Hooks that want sub types of the marker. */
  int[] hooksOfMarker(int marker);

  /** Descriptors of method annotations that some hook asks for; empty when no plugin scans. */
  List<String> annotations();

  /** Hooks that want methods with the annotation at this position of {@link #annotations}. */
  int[] hooksOfAnnotation(int position);

  /** The hook with its details. */
  Hook hook(int id);

  /** The plugin with its details; its {@code state} is the same object at every call. */
  PluginInfo plugin(int id);
}
