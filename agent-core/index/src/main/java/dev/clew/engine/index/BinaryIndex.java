package dev.clew.engine.index;

import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * The bundled plugins, read in place: opening costs a checksum and two arrays whatever the number
 * of plugins. Written by agent-build's {@code IndexMerger}, which describes the layout.
 */
public final class BinaryIndex implements HookIndex {

  public static final int MAGIC = 0x434c5749; // CLWI
  public static final int DETAILS_MAGIC = 0x434c5744; // CLWD
  public static final int VERSION = 1;

  private final Tables tables;
  private final DetailsSource source;
  private final int plugins;
  private final NameTrie exact;
  private final NameTrie markers;
  private final IgnoreRules ignore;
  private final List<String> annotations;

  /** Lists that were asked for; racy: a holder has only final fields. */
  private final @Nullable HookList[] lists;

  /** Plugins that were asked for; written under the lock, read without: final fields only. */
  private final @Nullable DecodedPlugin[] decoded;

  private volatile byte @Nullable [] details;

  private BinaryIndex(Tables tables, DetailsSource source) {
    this.tables = tables;
    this.source = source;
    plugins = tables.count(tables.plugins);
    exact = new NameTrie(tables.bytes, tables.exactTrie);
    markers = new NameTrie(tables.bytes, tables.markerTrie);
    ignore =
        new IgnoreRules(
            new NameTrie(tables.bytes, tables.ignoreTrie),
            new NameTrie(tables.bytes, tables.infixTrie));
    annotations = Collections.unmodifiableList(Arrays.asList(annotations(tables)));
    lists = new HookList[tables.count(tables.lists)];
    decoded = new DecodedPlugin[plugins];
  }

  /**
   * Opens an index.
   *
   * @param matching the bytes of {@code clew.index}; kept, not copied
   * @param source read at the first match
   * @throws IndexFormatException when it is damaged or of another version
   */
  public static BinaryIndex read(byte[] matching, DetailsSource source) {
    return new BinaryIndex(new Tables(matching), source);
  }

  private static String[] annotations(Tables tables) {
    String[] values = new String[tables.count(tables.annotations)];
    for (int i = 0; i < values.length; i++) {
      values[i] = tables.string(tables.s4(tables.annotations + Tables.ENTRY * i));
    }
    return values;
  }

  @Override
  public int pluginCount() {
    return plugins;
  }

  @Override
  public int hookCount() {
    return tables.hooks;
  }

  @Override
  public int pluginOf(int hook) {
    if (hook < 0 || hook >= tables.hooks || plugins == 0) {
      throw new IndexOutOfBoundsException(hook + " of " + tables.hooks);
    }
    int low = 0;
    int high = plugins - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (firstHook(middle) <= hook) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  @Override
  public String pluginName(int plugin) {
    return tables.string(tables.s4(row(plugin) + 8));
  }

  @Override
  public String pluginGroup(int plugin) {
    return tables.string(tables.s4(row(plugin) + 12));
  }

  @Override
  public int pluginFlags(int plugin) {
    return tables.s4(row(plugin) + 4);
  }

  private int firstHook(int plugin) {
    return tables.s4(row(plugin));
  }

  private int row(int plugin) {
    return tables.row(tables.plugins, Tables.PLUGIN_ROW, plugin);
  }

  @Override
  public boolean ignored(String internalName) {
    return ignore.ignored(internalName)
        && exact.valueOf(internalName) < 0
        && markers.valueOf(internalName) < 0;
  }

  @Override
  public int @Nullable [] hooksOf(String internalName) {
    int list = exact.valueOf(internalName);
    return list < 0 || list >= lists.length ? null : list(list);
  }

  @Override
  public int markerOf(String internalName) {
    int marker = markers.valueOf(internalName);
    return marker < markerCount() ? marker : -1;
  }

  @Override
  public int markerCount() {
    return tables.count(tables.markers);
  }

  @Override
  public String markerName(int marker) {
    return tables.string(tables.s4(tables.row(tables.markers, Tables.ENTRY, marker)));
  }

  @Override
  public int[] hooksOfMarker(int marker) {
    return list(tables.s4(tables.row(tables.markers, Tables.ENTRY, marker) + 4));
  }

  @Override
  public List<String> annotations() {
    return annotations;
  }

  @Override
  public int[] hooksOfAnnotation(int position) {
    return list(tables.s4(tables.row(tables.annotations, Tables.ENTRY, position) + 4));
  }

  private int[] list(int number) {
    if (number < 0 || number >= lists.length) {
      return new int[0];
    }
    HookList list = lists[number];
    if (list == null) {
      list = new HookList(tables.list(number));
      lists[number] = list;
    }
    return list.hooks;
  }

  /** {@inheritDoc} Throws {@link IndexFormatException} when the details cannot be read. */
  @Override
  public Hook hook(int id) {
    int plugin = pluginOf(id);
    return decoded(plugin).hooks.get(id - firstHook(plugin));
  }

  /** {@inheritDoc} Throws {@link IndexFormatException} when the details cannot be read. */
  @Override
  public PluginInfo plugin(int id) {
    return decoded(id).plugin;
  }

  private DecodedPlugin decoded(int plugin) {
    int first = firstHook(plugin);
    DecodedPlugin known = decoded[plugin];
    if (known != null) {
      return known;
    }
    byte[] all = details(); // not under the lock: reads the jar
    Bytes row = new Bytes(all, 20 + 8 * plugin, 8, "clew.details");
    DecodedPlugin fresh = PluginDecoder.decode(all, row.s4(), row.s4(), plugin, first, source);
    int last = plugin + 1 < plugins ? firstHook(plugin + 1) : tables.hooks;
    if (fresh.hooks.size() != last - first) {
      throw new IndexFormatException("clew.details does not belong to clew.index");
    }
    synchronized (decoded) {
      known = decoded[plugin];
      if (known == null) {
        known = fresh;
        decoded[plugin] = fresh;
      }
    }
    return known;
  }

  /** Header of 16 bytes, number of plugins, offset and length of each; all checked once. */
  private byte[] details() {
    byte[] all = details;
    if (all == null) {
      try {
        all = source.details();
      } catch (IOException e) {
        throw new IndexFormatException("clew.details cannot be read: " + e.getMessage(), e);
      }
      Bytes in = new Bytes(all, 0, all.length, "clew.details");
      in.header(DETAILS_MAGIC, VERSION);
      CRC32 crc = new CRC32();
      crc.update(all, 0, all.length);
      if (in.s4() != plugins || (int) crc.getValue() != tables.detailsChecksum) {
        throw new IndexFormatException("clew.details does not belong to clew.index");
      }
      details = all;
    }
    return all;
  }

  private static final class HookList {
    final int[] hooks;

    HookList(int[] hooks) {
      this.hooks = hooks;
    }
  }
}
