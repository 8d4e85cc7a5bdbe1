package dev.clew.build.plugin;

import dev.clew.build.index.ByteWriter;
import dev.clew.engine.index.Binding;
import dev.clew.engine.index.Hook;
import dev.clew.engine.index.HookIndex;
import dev.clew.engine.index.PluginDecoder;
import dev.clew.engine.index.PluginInfo;
import dev.clew.engine.index.Reference;
import dev.clew.engine.index.Site;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes what {@link PluginDecoder} reads. The same plugin gives the same bytes. */
public final class PluginEncoder {

  private final Map<String, Integer> strings = new LinkedHashMap<>();
  private final ByteWriter out = new ByteWriter();

  private PluginEncoder() {}

  /** Returns the bytes of {@code META-INF/clew/NAME.bin}. */
  public static byte[] encode(PluginInfo plugin, List<Hook> hooks) {
    PluginEncoder encoder = new PluginEncoder();
    encoder.plugin(plugin, hooks);
    ByteWriter body = new ByteWriter();
    body.u2(encoder.strings.size());
    encoder.strings.keySet().forEach(body::string);
    body.bytes(encoder.out.toByteArray());
    return body.withHeader(PluginDecoder.MAGIC, PluginDecoder.VERSION);
  }

  private void plugin(PluginInfo plugin, List<Hook> hooks) {
    string(plugin.state.name());
    string(plugin.state.group());
    string(plugin.covers);
    out.u1(
        (plugin.contextOnly ? HookIndex.CONTEXT_ONLY : 0)
            | (plugin.scansAnnotations ? HookIndex.SCANS_ANNOTATIONS : 0)
            | (plugin.enabledByDefault ? HookIndex.ENABLED_BY_DEFAULT : 0));
    strings(plugin.classes);
    strings(plugin.opens);
    strings(plugin.settings);
    out.u2(plugin.references.size());
    plugin.references.forEach(this::reference);
    out.u2(hooks.size());
    hooks.forEach(this::hook);
  }

  private void reference(Reference reference) {
    out.u1(reference.kind);
    string(reference.owner);
    string(reference.name);
    string(reference.descriptor);
    out.u1(reference.flags);
    string(reference.usedAt);
  }

  private void hook(Hook hook) {
    strings(hook.types);
    strings(hook.superTypes);
    strings(hook.method.names);
    strings(hook.method.args);
    out.u1(
        (hook.method.openArgs ? 1 : 0)
            | (hook.enter != null ? 2 : 0)
            | (hook.exit != null ? 4 : 0)
            | (hook.rewritesReturn ? 8 : 0));
    string(hook.method.returns);
    strings(hook.method.annotations);
    site(hook.enter);
    site(hook.exit);
    out.u2(hook.rewrites.size());
    hook.rewrites.forEach(out::u1);
  }

  private void site(@Nullable Site site) {
    if (site == null) {
      return;
    }
    string(site.owner);
    string(site.method);
    string(site.bridge);
    string(site.descriptor);
    out.u2(site.bindings.size());
    for (Binding binding : site.bindings) {
      out.u1(binding.kind);
      out.u1(binding.index);
      string(binding.field);
    }
    out.u1(site.origin ? 1 : 0);
  }

  private void strings(List<String> values) {
    out.u2(values.size());
    values.forEach(this::string);
  }

  private void string(@Nullable String value) {
    if (value == null) {
      out.u2(PluginDecoder.NULL);
      return;
    }
    Integer number = strings.putIfAbsent(value, strings.size());
    out.u2(number == null ? strings.size() - 1 : number);
  }
}
