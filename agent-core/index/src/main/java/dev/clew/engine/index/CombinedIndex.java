package dev.clew.engine.index;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The bundled index and, with ids after it, plugins that are decoded already. Immutable. */
final class CombinedIndex implements HookIndex {

  private static final int[] NONE = {};

  private final HookIndex first;
  private final List<DecodedPlugin> more;
  private final List<Hook> moreHooks = new ArrayList<>();
  private final Map<String, int[]> exact = new HashMap<>();
  private final Map<String, Integer> newMarkers = new HashMap<>();
  private final List<String> newMarkerNames = new ArrayList<>();

  /** By marker number, bundled ones first. */
  private final List<int[]> markerHooks = new ArrayList<>();

  private final List<String> annotations;
  private final List<int[]> annotationHooks = new ArrayList<>();

  CombinedIndex(HookIndex first, List<DecodedPlugin> more) {
    this.first = first;
    this.more = more;
    for (int i = 0; i < first.markerCount(); i++) {
      markerHooks.add(first.hooksOfMarker(i));
    }
    List<String> names = new ArrayList<>(first.annotations());
    for (int i = 0; i < names.size(); i++) {
      annotationHooks.add(first.hooksOfAnnotation(i));
    }
    for (DecodedPlugin plugin : more) {
      for (Hook hook : plugin.hooks) {
        moreHooks.add(hook);
        add(hook, names);
      }
    }
    annotations = Collections.unmodifiableList(names);
  }

  private void add(Hook hook, List<String> annotationNames) {
    for (String type : hook.types) {
      int[] known = exact.get(type);
      known = known != null ? known : first.hooksOf(type);
      exact.put(type, plus(known == null ? NONE : known, hook.id));
    }
    for (String type : hook.superTypes) {
      int marker = markerOf(type);
      if (marker < 0) {
        marker = markerHooks.size();
        newMarkers.put(type, marker);
        newMarkerNames.add(type);
        markerHooks.add(NONE);
      }
      markerHooks.set(marker, plus(markerHooks.get(marker), hook.id));
    }
    if (hook.types.isEmpty() && hook.superTypes.isEmpty()) {
      for (String annotation : hook.method.annotations) {
        int position = annotationNames.indexOf(annotation);
        if (position < 0) {
          position = annotationNames.size();
          annotationNames.add(annotation);
          annotationHooks.add(NONE);
        }
        annotationHooks.set(position, plus(annotationHooks.get(position), hook.id));
      }
    }
  }

  private static int[] plus(int[] ids, int id) {
    int[] longer = new int[ids.length + 1];
    System.arraycopy(ids, 0, longer, 0, ids.length);
    longer[ids.length] = id;
    return longer;
  }

  @Override
  public int pluginCount() {
    return first.pluginCount() + more.size();
  }

  @Override
  public int hookCount() {
    return first.hookCount() + moreHooks.size();
  }

  @Override
  public int pluginOf(int hook) {
    return hook < first.hookCount() ? first.pluginOf(hook) : hook(hook).plugin.id;
  }

  @Override
  public String pluginName(int plugin) {
    return isFirst(plugin) ? first.pluginName(plugin) : plugin(plugin).state.name();
  }

  @Override
  public String pluginGroup(int plugin) {
    return isFirst(plugin) ? first.pluginGroup(plugin) : plugin(plugin).state.group();
  }

  @Override
  public int pluginFlags(int plugin) {
    if (isFirst(plugin)) {
      return first.pluginFlags(plugin);
    }
    PluginInfo info = plugin(plugin);
    return (info.contextOnly ? CONTEXT_ONLY : 0)
        | (info.scansAnnotations ? SCANS_ANNOTATIONS : 0)
        | (info.enabledByDefault ? ENABLED_BY_DEFAULT : 0);
  }

  private boolean isFirst(int plugin) {
    return plugin < first.pluginCount();
  }

  @Override
  public boolean ignored(String internalName) {
    return first.ignored(internalName)
        && !exact.containsKey(internalName)
        && !newMarkers.containsKey(internalName);
  }

  @Override
  public int @Nullable [] hooksOf(String internalName) {
    int[] hooks = exact.get(internalName);
    return hooks != null ? hooks : first.hooksOf(internalName);
  }

  @Override
  public int markerOf(String internalName) {
    int marker = first.markerOf(internalName);
    if (marker >= 0) {
      return marker;
    }
    Integer added = newMarkers.get(internalName);
    return added == null ? -1 : added;
  }

  @Override
  public int markerCount() {
    return markerHooks.size();
  }

  @Override
  public String markerName(int marker) {
    return marker < first.markerCount()
        ? first.markerName(marker)
        : newMarkerNames.get(marker - first.markerCount());
  }

  @Override
  public int[] hooksOfMarker(int marker) {
    return markerHooks.get(marker);
  }

  @Override
  public List<String> annotations() {
    return annotations;
  }

  @Override
  public int[] hooksOfAnnotation(int position) {
    return annotationHooks.get(position);
  }

  @Override
  public Hook hook(int id) {
    return id < first.hookCount() ? first.hook(id) : moreHooks.get(id - first.hookCount());
  }

  @Override
  public PluginInfo plugin(int id) {
    return isFirst(id) ? first.plugin(id) : more.get(id - first.pluginCount()).plugin;
  }
}
