package dev.clew.engine.index;

import java.nio.charset.StandardCharsets;

/** The fixed-size rows of {@code clew.index}: header and sections, checked when it is opened. */
final class Tables {

  static final int PLUGIN_ROW = 16;
  static final int ENTRY = 8;

  final byte[] bytes;
  final int hooks;
  final int detailsChecksum;
  final int plugins;
  final int lists;
  final int markers;
  final int annotations;
  final int exactTrie;
  final int markerTrie;
  final int ignoreTrie;
  final int infixTrie;

  Tables(byte[] bytes) {
    this.bytes = bytes;
    Bytes in = new Bytes(bytes, 0, bytes.length, "clew.index");
    in.header(BinaryIndex.MAGIC, BinaryIndex.VERSION);
    hooks = in.s4();
    detailsChecksum = in.s4();
    plugins = section(in.s4(), PLUGIN_ROW);
    lists = section(in.s4(), 4);
    markers = section(in.s4(), ENTRY);
    annotations = section(in.s4(), ENTRY);
    exactTrie = in.s4();
    markerTrie = in.s4();
    ignoreTrie = in.s4();
    infixTrie = in.s4();
    int before = 0;
    for (int i = 0; i < count(plugins); i++) {
      int first = s4(plugins + PLUGIN_ROW * i);
      if (first < before || first > hooks) {
        throw new IndexFormatException("clew.index: hooks of plugin " + i + " start at " + first);
      }
      before = first;
    }
  }

  /** Checks that a section's rows fit, and returns where they start. */
  private int section(int offset, int rowLength) {
    if (offset < 0 || offset > bytes.length - 4) {
      throw new IndexFormatException("clew.index: section at " + offset + " is outside");
    }
    int rows = s4(offset);
    if (rows < 0 || rows > (bytes.length - offset - 4) / rowLength) {
      throw new IndexFormatException("clew.index: " + rows + " rows at " + offset + " do not fit");
    }
    return offset + 4;
  }

  /** Number of rows of a section. */
  int count(int section) {
    return s4(section - 4);
  }

  /** Offset of a row. */
  int row(int section, int rowLength, int number) {
    int count = count(section);
    if (number < 0 || number >= count) {
      throw new IndexOutOfBoundsException(number + " of " + count);
    }
    return section + rowLength * number;
  }

  int s4(int at) {
    return Bytes.s4At(bytes, at);
  }

  /** Reads a two-byte length and UTF-8; empty when it is outside. */
  String string(int at) {
    if (at < 0 || at > bytes.length - 2) {
      return "";
    }
    int length = Bytes.u2At(bytes, at);
    return length > bytes.length - at - 2
        ? ""
        : new String(bytes, at + 2, length, StandardCharsets.UTF_8);
  }

  /** The hook ids of a list, those that do not exist left out. */
  int[] list(int number) {
    int at = s4(row(lists, 4, number));
    int count = at < 0 || at > bytes.length - 2 ? 0 : Bytes.u2At(bytes, at);
    if (count > (bytes.length - at - 2) / 4) {
      return new int[0];
    }
    int[] ids = new int[count];
    int used = 0;
    for (int i = 0; i < count; i++) {
      int id = s4(at + 2 + 4 * i);
      if (id >= 0 && id < hooks) {
        ids[used++] = id;
      }
    }
    if (used == count) {
      return ids;
    }
    int[] valid = new int[used];
    System.arraycopy(ids, 0, valid, 0, used);
    return valid;
  }
}
