package dev.clew.build.index;

import dev.clew.engine.index.BinaryIndex;
import dev.clew.engine.index.DecodedPlugin;
import dev.clew.engine.index.Hook;
import dev.clew.engine.index.HookIndex;
import dev.clew.engine.index.PluginDecoder;
import dev.clew.engine.index.PluginInfo;
import dev.clew.engine.index.PluginSource;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Merges plugin descriptors into {@code clew.index} (what the gate needs, read in place) and {@code
 * clew.details} (the descriptors themselves, decoded one by one when they are needed). The order of
 * the inputs does not matter: plugins are sorted by name.
 *
 * <p>{@code clew.index}: header; number of hooks; checksum of {@code clew.details}; offsets of the
 * sections plugins, lists, markers, annotations; roots of the tries of exact names, markers,
 * ignored prefixes and infixes. A section is a row count and rows of: first hook, flags, name,
 * group; offset of a list; name and list of a marker; descriptor and list of an annotation. A list
 * is a two-byte count and hook ids.
 */
public final class IndexMerger {

  private static final int FIXED = 16 + 4 + 4 + 4 * 4 + 4 * 4;

  private final TreeMap<String, byte[]> descriptors = new TreeMap<>();
  private final TreeMap<String, List<Integer>> types = new TreeMap<>();
  private final TreeMap<String, List<Integer>> markers = new TreeMap<>();
  private final TreeMap<String, List<Integer>> annotations = new TreeMap<>();
  private final IgnoreFile ignore;

  private final ByteWriter data = new ByteWriter();
  private final Map<String, Integer> strings = new HashMap<>();
  private final Map<List<Integer>, Integer> lists = new LinkedHashMap<>();

  public IndexMerger(IgnoreFile ignore) {
    this.ignore = ignore;
  }

  /**
   * Merges with the shipped ignore rules: {@code IndexMerger OUT INPUT…}, where an input is a jar,
   * a class folder or a class path of them; those without {@code META-INF/clew} are passed over.
   *
   * @throws IllegalArgumentException when two plugins have one name
   * @throws dev.clew.engine.index.IndexFormatException for a descriptor that cannot be read
   */
  public static void main(String[] args) throws IOException {
    if (args.length < 1) {
      throw new IllegalArgumentException("IndexMerger OUT INPUT…");
    }
    IndexMerger merger = new IndexMerger(IgnoreFile.bundled());
    for (int i = 1; i < args.length; i++) {
      for (String input : args[i].split(File.pathSeparator, -1)) {
        if (!input.isEmpty()) {
          Descriptors.of(Path.of(input)).forEach((name, bytes) -> merger.add(bytes, name));
        }
      }
    }
    Merged merged = merger.merge();
    Path out = Files.createDirectories(Path.of(args[0]));
    Files.write(out.resolve("clew.index"), merged.index());
    Files.write(out.resolve("clew.details"), merged.details());
  }

  /** The two files. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Merged(byte[] index, byte[] details) {}

  /**
   * Adds a plugin.
   *
   * @param from for messages
   * @throws IllegalArgumentException when a plugin of that name was added before
   */
  public void add(byte[] descriptor, String from) {
    DecodedPlugin decoded = decode(descriptor, from);
    String name = decoded.plugin.state.name();
    if (descriptors.putIfAbsent(name, descriptor) != null) {
      throw new IllegalArgumentException("two plugins are named " + name + "; one is " + from);
    }
  }

  /** Merges what was added; to be called once. */
  public Merged merge() {
    ByteWriter plugins = new ByteWriter();
    int hooks = 0;
    for (byte[] descriptor : descriptors.values()) {
      DecodedPlugin decoded = decode(descriptor, "merge");
      PluginInfo plugin = decoded.plugin;
      plugins.s4(hooks);
      plugins.s4(flags(plugin));
      plugins.s4(string(plugin.state.name()));
      plugins.s4(string(plugin.state.group()));
      for (Hook hook : decoded.hooks) {
        collect(hook, hooks++);
      }
    }
    byte[] details = details();
    return new Merged(index(plugins, hooks, details), details);
  }

  private static DecodedPlugin decode(byte[] descriptor, String from) {
    return PluginDecoder.decode(descriptor, 0, descriptor.length, 0, 0, new Named(from));
  }

  private static int flags(PluginInfo plugin) {
    return (plugin.contextOnly ? HookIndex.CONTEXT_ONLY : 0)
        | (plugin.scansAnnotations ? HookIndex.SCANS_ANNOTATIONS : 0)
        | (plugin.enabledByDefault ? HookIndex.ENABLED_BY_DEFAULT : 0);
  }

  private void collect(Hook hook, int id) {
    for (String type : hook.types) {
      types.computeIfAbsent(type, t -> new ArrayList<>()).add(id);
    }
    for (String type : hook.superTypes) {
      markers.computeIfAbsent(type, t -> new ArrayList<>()).add(id);
    }
    if (hook.types.isEmpty() && hook.superTypes.isEmpty()) {
      for (String annotation : hook.method.annotations) {
        annotations.computeIfAbsent(annotation, t -> new ArrayList<>()).add(id);
      }
    }
  }

  private byte[] details() {
    ByteWriter body = new ByteWriter();
    body.s4(descriptors.size());
    int offset = 16 + 4 + 8 * descriptors.size();
    for (byte[] descriptor : descriptors.values()) {
      body.s4(offset);
      body.s4(descriptor.length);
      offset += descriptor.length;
    }
    descriptors.values().forEach(body::bytes);
    return body.withHeader(BinaryIndex.DETAILS_MAGIC, BinaryIndex.VERSION);
  }

  private byte[] index(ByteWriter plugins, int hooks, byte[] details) {
    ByteWriter markerRows = entries(markers);
    ByteWriter annotationRows = entries(annotations);
    TreeMap<String, Integer> exact = new TreeMap<>();
    types.forEach((name, ids) -> exact.put(name, list(ids)));
    TreeMap<String, Integer> markerNumbers = new TreeMap<>();
    markers.keySet().forEach(name -> markerNumbers.put(name, markerNumbers.size()));
    ByteWriter listRows = new ByteWriter();
    for (List<Integer> ids : lists.keySet()) {
      listRows.s4(FIXED + data.size());
      data.u2(ids.size());
      ids.forEach(data::s4);
    }
    CRC32 crc = new CRC32();
    crc.update(details);
    ByteWriter fixed = new ByteWriter();
    fixed.s4(hooks);
    fixed.s4((int) crc.getValue());
    fixed.s4(section(plugins, 16));
    fixed.s4(section(listRows, 4));
    fixed.s4(section(markerRows, 8));
    fixed.s4(section(annotationRows, 8));
    fixed.s4(trie(exact));
    fixed.s4(trie(markerNumbers));
    fixed.s4(trie(ignore.prefixes()));
    fixed.s4(trie(ignore.infixes()));
    fixed.bytes(data.toByteArray());
    return fixed.withHeader(BinaryIndex.MAGIC, BinaryIndex.VERSION);
  }

  private ByteWriter entries(SortedMap<String, List<Integer>> names) {
    ByteWriter rows = new ByteWriter();
    names.forEach(
        (name, ids) -> {
          rows.s4(string(name));
          rows.s4(list(ids));
        });
    return rows;
  }

  private int section(ByteWriter rows, int rowLength) {
    int offset = FIXED + data.size();
    data.s4(rows.size() / rowLength);
    data.bytes(rows.toByteArray());
    return offset;
  }

  private int trie(SortedMap<String, Integer> values) {
    return TrieWriter.write(values, data, FIXED);
  }

  private int string(String value) {
    return strings.computeIfAbsent(
        value,
        v -> {
          int offset = FIXED + data.size();
          data.string(v);
          return offset;
        });
  }

  private int list(List<Integer> ids) {
    Integer known = lists.putIfAbsent(ids, lists.size());
    return known == null ? lists.size() - 1 : known;
  }

  private record Named(String location) implements PluginSource {
    @Override
    public byte @Nullable [] classFile(String internalName) {
      return null;
    }
  }
}
