package dev.clew.engine.index;

import dev.clew.plugin.spi.PluginState;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads one {@code META-INF/clew/NAME.bin}: header ({@link #MAGIC}, {@link #VERSION}, length,
 * checksum), strings (each once), then the plugin, its references and hooks, which name strings by
 * number. Written by agent-build's {@code PluginEncoder}.
 */
public final class PluginDecoder {

  public static final int MAGIC = 0x434c5750; // CLWP

  /** Changes with every change of the format; external plugins of another version are refused. */
  public static final int VERSION = 1;

  /** The number that stands for no string. */
  public static final int NULL = 0xffff;

  private final Bytes in;
  private final String what;
  private String[] strings = new String[0];

  private PluginDecoder(Bytes in, String what) {
    this.in = in;
    this.what = what;
  }

  /**
   * Decodes a plugin.
   *
   * @param id position of the plugin in the whole index
   * @param firstHook id of its first hook
   * @param source where its classes come from; its location is named in messages
   * @throws IndexFormatException for anything but a whole descriptor of this version
   */
  public static DecodedPlugin decode(
      byte[] bytes, int offset, int length, int id, int firstHook, PluginSource source) {
    String what = "descriptor in " + source.location();
    Bytes in = new Bytes(bytes, offset, length, what);
    in.header(MAGIC, VERSION);
    return new PluginDecoder(in, what).plugin(id, firstHook, source);
  }

  private DecodedPlugin plugin(int id, int firstHook, PluginSource source) {
    strings = new String[in.count(2)];
    for (int i = 0; i < strings.length; i++) {
      strings[i] = in.string();
    }
    String name = string();
    String group = string();
    String covers = string();
    int flags = in.u1();
    boolean enabled = (flags & HookIndex.ENABLED_BY_DEFAULT) != 0;
    PluginInfo plugin =
        new PluginInfo(
            id,
            new PluginState(name, group, enabled ? PluginState.ON : PluginState.OFF),
            (flags & HookIndex.CONTEXT_ONLY) != 0,
            (flags & HookIndex.SCANS_ANNOTATIONS) != 0,
            enabled,
            covers,
            strings(),
            strings(),
            strings(),
            references(),
            source);
    Hook[] hooks = new Hook[in.count(12)];
    for (int i = 0; i < hooks.length; i++) {
      hooks[i] = hook(firstHook + i, plugin);
    }
    return new DecodedPlugin(plugin, list(hooks));
  }

  private List<Reference> references() {
    Reference[] references = new Reference[in.count(10)];
    for (int i = 0; i < references.length; i++) {
      int kind = in.u1();
      String owner = string();
      String name = nullable();
      String descriptor = nullable();
      boolean member = kind == Reference.FIELD || kind == Reference.METHOD;
      if (member ? name == null || descriptor == null : kind != Reference.TYPE) {
        throw new IndexFormatException(what + ": bad reference");
      }
      references[i] = new Reference(kind, owner, name, descriptor, in.u1(), string());
    }
    return list(references);
  }

  private Hook hook(int id, PluginInfo plugin) {
    List<String> types = strings();
    List<String> superTypes = strings();
    List<String> names = strings();
    List<String> args = strings();
    int flags = in.u1();
    MethodPattern method = new MethodPattern(names, args, (flags & 1) != 0, nullable(), strings());
    Site enter = (flags & 2) != 0 ? site() : null;
    Site exit = (flags & 4) != 0 ? site() : null;
    if (enter == null && exit == null) {
      throw new IndexFormatException(what + ": a hook without enter and exit");
    }
    Integer[] rewrites = new Integer[in.count(1)];
    for (int i = 0; i < rewrites.length; i++) {
      rewrites[i] = in.u1();
    }
    return new Hook(
        id, plugin, types, superTypes, method, enter, exit, list(rewrites), (flags & 8) != 0);
  }

  private Site site() {
    String owner = string();
    String method = string();
    String bridge = string();
    String descriptor = string();
    Binding[] bindings = new Binding[in.count(4)];
    for (int i = 0; i < bindings.length; i++) {
      int kind = in.u1();
      int index = in.u1();
      String field = nullable();
      if (kind > Binding.FIELD || (kind == Binding.FIELD) != (field != null)) {
        throw new IndexFormatException(what + ": bad binding");
      }
      bindings[i] = new Binding(kind, index, field);
    }
    return new Site(owner, method, bridge, descriptor, list(bindings), in.u1() != 0);
  }

  private List<String> strings() {
    String[] values = new String[in.count(2)];
    for (int i = 0; i < values.length; i++) {
      values[i] = string();
    }
    return list(values);
  }

  private String string() {
    String value = nullable();
    if (value == null) {
      throw new IndexFormatException(what + ": a string is missing at " + in.position());
    }
    return value;
  }

  private @Nullable String nullable() {
    int number = in.u2();
    if (number == NULL) {
      return null;
    }
    if (number >= strings.length) {
      throw new IndexFormatException(what + ": string " + number + " of " + strings.length);
    }
    return strings[number];
  }

  private static <T> List<T> list(T[] values) {
    return values.length == 0
        ? Collections.<T>emptyList()
        : Collections.unmodifiableList(Arrays.asList(values));
  }
}
