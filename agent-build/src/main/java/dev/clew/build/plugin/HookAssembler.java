package dev.clew.build.plugin;

import dev.clew.engine.index.Hook;
import dev.clew.engine.index.MethodPattern;
import dev.clew.engine.index.PluginInfo;
import dev.clew.engine.index.Site;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Pairs enters with their exits, in the order of the source. */
final class HookAssembler {

  private final Map<HookMethod, Site> sites = new LinkedHashMap<>();
  private final List<Pair> pairs = new ArrayList<>();

  /** An enter with its exit, or one of them. */
  record Pair(@Nullable HookMethod enter, @Nullable HookMethod exit) {

    /** The method that says where. */
    HookMethod placed() {
      HookMethod placed = enter != null ? enter : exit;
      if (placed == null) {
        throw new IllegalStateException("a pair of nothing");
      }
      return placed;
    }
  }

  HookAssembler(List<PluginClass> classes) {
    classes.forEach(this::pair);
  }

  /** Site of each hook method. */
  Map<HookMethod, Site> sites() {
    return sites;
  }

  List<Pair> pairs() {
    return pairs;
  }

  List<Hook> hooks(PluginInfo plugin) {
    List<Hook> hooks = new ArrayList<>();
    for (Pair pair : pairs) {
      HookMethod enter = pair.enter();
      HookMethod exit = pair.exit();
      Place place = pair.placed().place();
      hooks.add(
          new Hook(
              hooks.size(),
              plugin,
              place.internalTypes(),
              place.internalSuperTypes(),
              new MethodPattern(
                  place.methods(),
                  place.argDescriptors(),
                  place.openArgs(),
                  place.returnDescriptor(),
                  place.annotationDescriptors()),
              enter == null ? null : sites.get(enter),
              exit == null ? null : sites.get(exit),
              enter == null || enter.rewrites() == null ? List.of() : enter.rewrites(),
              exit != null && exit.rewritesReturn()));
    }
    return hooks;
  }

  private void pair(PluginClass type) {
    for (HookMethod hook : type.hooks()) {
      if (hook.isEnter()) {
        HookMethod exit = exitOf(type, hook);
        pairs.add(new Pair(hook, exit));
        sites.put(hook, Sites.of(hook, false));
        if (exit != null) {
          sites.put(exit, Sites.of(exit, hook.returnsValue()));
        }
      } else if (hook.enters().isEmpty()) {
        pairs.add(new Pair(null, hook));
        sites.put(hook, Sites.of(hook, false));
      }
    }
  }

  private static @Nullable HookMethod exitOf(PluginClass type, HookMethod enter) {
    return type.hooks().stream()
        .filter(hook -> !hook.isEnter() && hook.enters().contains(enter.name()))
        .findFirst()
        .orElse(null);
  }
}
