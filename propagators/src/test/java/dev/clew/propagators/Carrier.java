package dev.clew.propagators;

import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapSetter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/** Header lines in order, names compared without case, as HTTP does. */
final class Carrier {

  static final TextMapGetter<Carrier> GETTER =
      new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(Carrier carrier) {
          return carrier.lines.stream().map(line -> line[0]).toList();
        }

        @Override
        public String get(Carrier carrier, String key) {
          return carrier.get(key);
        }

        @Override
        public Iterator<String> getAll(Carrier carrier, String key) {
          return carrier.all(key).iterator();
        }
      };

  static final TextMapSetter<Carrier> SETTER = Carrier::set;

  private final List<String[]> lines = new ArrayList<>();

  static Carrier of(String... namesAndValues) {
    Carrier carrier = new Carrier();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      carrier.add(namesAndValues[i], namesAndValues[i + 1]);
    }
    return carrier;
  }

  void add(String name, String value) {
    lines.add(new String[] {name, value});
  }

  void set(String name, String value) {
    lines.removeIf(line -> line[0].equalsIgnoreCase(name));
    add(name, value);
  }

  String get(String name) {
    List<String> all = all(name);
    return all.isEmpty() ? null : all.get(0);
  }

  List<String> all(String name) {
    return lines.stream().filter(l -> l[0].equalsIgnoreCase(name)).map(l -> l[1]).toList();
  }

  boolean isEmpty() {
    return lines.isEmpty();
  }

  @Override
  public String toString() {
    return lines.stream().map(Arrays::toString).toList().toString();
  }
}
