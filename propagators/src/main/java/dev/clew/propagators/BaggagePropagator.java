package dev.clew.propagators;

import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.baggage.BaggageBuilder;
import io.opentelemetry.api.baggage.BaggageEntry;
import io.opentelemetry.api.baggage.BaggageEntryMetadata;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.context.propagation.TextMapSetter;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * {@code baggage} of W3C Baggage. A malformed member is left out and the others stay; beyond 64
 * members or 8,192 characters whole members are left out, both ways. Independent of a trace
 * context.
 */
public final class BaggagePropagator implements TextMapPropagator {

  static final String BAGGAGE = "baggage";
  static final int MAX_MEMBERS = 64;
  static final int MAX_LENGTH = 8192;

  private static final int MAX_LINES = 64;
  private static final List<String> FIELDS = Collections.singletonList(BAGGAGE);

  private final PropagationCounters counters;

  public BaggagePropagator(PropagationCounters counters) {
    this.counters = counters;
  }

  @Override
  public Collection<String> fields() {
    return FIELDS;
  }

  /**
   * Sets the header, unless there is nothing to send. Entries whose key is no token are left out.
   */
  @Override
  public <C> void inject(
      @Nullable Context context, @Nullable C carrier, @Nullable TextMapSetter<C> setter) {
    if (context == null || setter == null) {
      return;
    }
    Baggage baggage = Baggage.fromContextOrNull(context);
    if (baggage == null || baggage.isEmpty()) {
      return;
    }
    try {
      String header = format(baggage);
      if (!header.isEmpty()) {
        setter.set(carrier, BAGGAGE, header);
      }
    } catch (RuntimeException e) {
      counters.propagatorFailed(BAGGAGE, e);
    }
  }

  /**
   * Reads all lines.
   *
   * @return {@code context} itself when the header is absent or has no valid member; never throws
   */
  @Override
  public <C> Context extract(
      @Nullable Context context, @Nullable C carrier, @Nullable TextMapGetter<C> getter) {
    Context before = context == null ? Context.root() : context;
    if (getter == null) {
      return before;
    }
    try {
      if (getter.get(carrier, BAGGAGE) == null) {
        return before;
      }
      Reading reading = new Reading();
      Iterator<String> lines = getter.getAll(carrier, BAGGAGE);
      for (int i = 0; lines != null && i < MAX_LINES && lines.hasNext(); i++) {
        String line = lines.next();
        if (line != null) {
          reading.line(line);
        }
      }
      return reading.members == 0 ? before : before.with(reading.builder.build());
    } catch (RuntimeException e) {
      counters.propagatorFailed(BAGGAGE, e);
      return before;
    }
  }

  @Override
  public String toString() {
    return BAGGAGE;
  }

  private String format(Baggage baggage) {
    Writing writing = new Writing();
    baggage.forEach(writing);
    if (writing.leftOut) {
      counters.oversizedHeader(BAGGAGE);
    }
    return writing.header.toString();
  }

  /** Collects the members of one request. */
  private final class Reading {
    private final BaggageBuilder builder = Baggage.builder();
    private int members;
    private int length;

    void line(String line) {
      int size = line.length();
      for (int start = 0; start < size; ) {
        int comma = line.indexOf(',', start);
        int end = comma < 0 ? size : comma;
        int from = HeaderChars.skipSpace(line, start, end);
        int to = HeaderChars.trimEnd(line, from, end);
        start = end + 1;
        if (from == to) {
          continue;
        }
        length += to - from + 1;
        if (members >= MAX_MEMBERS || length > MAX_LENGTH + 1) {
          counters.oversizedHeader(BAGGAGE);
          return;
        }
        if (member(line, from, to)) {
          members++;
        } else {
          counters.malformedHeader(BAGGAGE);
        }
      }
    }

    /** {@code key OWS "=" OWS value *( OWS ";" OWS property )}. */
    private boolean member(String line, int from, int to) {
      int semicolon = HeaderChars.indexOf(line, ';', from, to);
      int pairEnd = semicolon < 0 ? to : semicolon;
      int equals = HeaderChars.indexOf(line, '=', from, pairEnd);
      if (equals < 0) {
        return false;
      }
      int keyEnd = HeaderChars.trimEnd(line, from, equals);
      int valueStart = HeaderChars.skipSpace(line, equals + 1, pairEnd);
      int valueEnd = HeaderChars.trimEnd(line, valueStart, pairEnd);
      String value = BaggageText.decode(line, valueStart, valueEnd);
      if (value == null || !BaggageText.isToken(line, from, keyEnd)) {
        return false;
      }
      String key = line.substring(from, keyEnd);
      if (semicolon < 0) {
        builder.put(key, value);
        return true;
      }
      int metadataStart = HeaderChars.skipSpace(line, semicolon + 1, to);
      String metadata = line.substring(metadataStart, to);
      if (!BaggageText.isMetadata(metadata)) {
        return false;
      }
      builder.put(key, value, BaggageEntryMetadata.create(metadata));
      return true;
    }
  }

  /** Writes members as long as they fit. */
  private static final class Writing implements BiConsumer<String, BaggageEntry> {
    private final StringBuilder header = new StringBuilder();
    private int members;
    private boolean leftOut;

    @Override
    public void accept(String key, BaggageEntry entry) {
      if (key == null || entry == null || !BaggageText.isToken(key, 0, key.length())) {
        return;
      }
      int before = header.length();
      if (before > 0) {
        header.append(',');
      }
      header.append(key).append('=');
      BaggageText.encode(entry.getValue(), header);
      String metadata = entry.getMetadata().getValue();
      if (!metadata.isEmpty() && BaggageText.isMetadata(metadata)) {
        header.append(';').append(metadata);
      }
      if (members >= MAX_MEMBERS || header.length() > MAX_LENGTH) {
        header.setLength(before);
        leftOut = true;
      } else {
        members++;
      }
    }
  }
}
