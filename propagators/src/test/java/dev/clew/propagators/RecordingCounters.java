package dev.clew.propagators;

import java.util.ArrayList;
import java.util.List;

/** Remembers what was counted. */
final class RecordingCounters implements PropagationCounters {

  final List<String> events = new ArrayList<>();

  @Override
  public void malformedHeader(String header) {
    events.add("malformed " + header);
  }

  @Override
  public void oversizedHeader(String header) {
    events.add("oversized " + header);
  }

  @Override
  public void propagatorFailed(String propagator, Throwable thrown) {
    events.add("failed " + propagator);
  }
}
