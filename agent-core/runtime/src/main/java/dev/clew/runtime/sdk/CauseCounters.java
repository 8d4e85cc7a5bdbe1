package dev.clew.runtime.sdk;

import dev.clew.propagators.PropagationCounters;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts by cause; for causes that peers and libraries bring about and nobody logs. */
public final class CauseCounters implements PropagationCounters {

  /** Causes are constants; this only bounds the damage of one that is not. */
  private static final int MAX_CAUSES = 256;

  private final ConcurrentMap<String, LongAdder> causes = new ConcurrentHashMap<>();

  /** Counts; never throws. */
  public void count(String cause) {
    LongAdder counter = causes.get(cause);
    if (counter == null) {
      String name = causes.size() < MAX_CAUSES ? cause : "other";
      LongAdder fresh = new LongAdder();
      LongAdder raced = causes.putIfAbsent(name, fresh);
      counter = raced == null ? fresh : raced;
    }
    counter.increment();
  }

  /** Counts so far, by cause. */
  public Map<String, Long> snapshot() {
    Map<String, Long> counts = new TreeMap<>();
    for (Map.Entry<String, LongAdder> entry : causes.entrySet()) {
      counts.put(entry.getKey(), entry.getValue().sum());
    }
    return counts;
  }

  @Override
  public void malformedHeader(String header) {
    count("propagation.malformed." + header);
  }

  @Override
  public void oversizedHeader(String header) {
    count("propagation.oversized." + header);
  }

  @Override
  public void propagatorFailed(String propagator, Throwable thrown) {
    count("propagation.failed." + propagator);
  }
}
