package dev.clew.propagators;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.context.propagation.TextMapSetter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Runs several propagators in their configured order. The first that finds a valid span context
 * wins; what later ones put beside it, such as baggage, is kept. One that throws is counted and
 * skipped, and has no effect on the others.
 */
public final class CompositePropagator implements TextMapPropagator {

  private final TextMapPropagator[] propagators;
  private final Collection<String> fields;
  private final PropagationCounters counters;

  private CompositePropagator(TextMapPropagator[] propagators, PropagationCounters counters) {
    this.propagators = propagators;
    this.counters = counters;
    Set<String> union = new LinkedHashSet<>();
    for (TextMapPropagator propagator : propagators) {
      union.addAll(propagator.fields());
    }
    this.fields = Collections.unmodifiableList(new ArrayList<>(union));
  }

  /** None gives one that does nothing. */
  public static TextMapPropagator of(
      List<TextMapPropagator> propagators, PropagationCounters counters) {
    return propagators.isEmpty()
        ? TextMapPropagator.noop()
        : new CompositePropagator(propagators.toArray(new TextMapPropagator[0]), counters);
  }

  @Override
  public Collection<String> fields() {
    return fields;
  }

  /** Never throws, except errors of the virtual machine. */
  @Override
  public <C> void inject(
      @Nullable Context context, @Nullable C carrier, @Nullable TextMapSetter<C> setter) {
    if (context == null || setter == null) {
      return;
    }
    for (TextMapPropagator propagator : propagators) {
      try {
        propagator.inject(context, carrier, setter);
      } catch (Throwable e) {
        failed(propagator, e);
      }
    }
  }

  /**
   * Reads all formats.
   *
   * @return {@code context} itself if there is nothing to read; never throws, except errors of the
   *     virtual machine
   */
  @Override
  public <C> Context extract(
      @Nullable Context context, @Nullable C carrier, @Nullable TextMapGetter<C> getter) {
    Context result = context == null ? Context.root() : context;
    if (getter == null) {
      return result;
    }
    Span winner = null;
    for (TextMapPropagator propagator : propagators) {
      try {
        Context next = propagator.extract(result, carrier, getter);
        if (next == null || next == result) {
          continue;
        }
        Span found = Span.fromContext(next);
        if (winner != null) {
          next = found == winner ? next : next.with(winner);
        } else if (found != Span.fromContext(result) && found.getSpanContext().isValid()) {
          winner = found;
        }
        result = next;
      } catch (Throwable e) {
        failed(propagator, e);
      }
    }
    return result;
  }

  private void failed(TextMapPropagator propagator, Throwable thrown) {
    if (thrown instanceof VirtualMachineError && !(thrown instanceof StackOverflowError)) {
      throw (VirtualMachineError) thrown;
    }
    if (thrown instanceof ThreadDeath) {
      throw (ThreadDeath) thrown;
    }
    counters.propagatorFailed(propagator.getClass().getSimpleName(), thrown);
  }

  @Override
  public String toString() {
    StringBuilder names = new StringBuilder();
    for (TextMapPropagator propagator : propagators) {
      names.append(names.length() == 0 ? "" : ",").append(propagator);
    }
    return names.toString();
  }
}
