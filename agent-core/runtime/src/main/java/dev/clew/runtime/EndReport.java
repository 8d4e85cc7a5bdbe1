package dev.clew.runtime;

import dev.clew.engine.Engine;
import dev.clew.engine.EngineStats;
import dev.clew.engine.ledger.LedgerEntry;
import dev.clew.exporter.DropReason;
import dev.clew.exporter.SpanCounters;
import dev.clew.runtime.config.LiveConfig;
import dev.clew.runtime.config.PluginModes;
import dev.clew.runtime.context.AgentContextStorage;
import dev.clew.runtime.context.ScopeCounters;
import dev.clew.runtime.log.AgentLog;
import dev.clew.runtime.report.Report;
import dev.clew.runtime.sdk.Tracing;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects the counters of all parts. A part that never started has zeros. */
final class EndReport {

  private EndReport() {}

  static Report of(Engine engine, @Nullable AgentSession session) {
    Report report = new Report();
    putEngine(report, engine);
    putPlugins(report, engine);
    report.put("hooks.errors", engine.hookErrors());
    report.putAll("hooks.errors.", engine.hookErrorsByHook());
    Tracing tracing = session == null ? null : session.tracing();
    putSpans(report, tracing == null ? null : tracing.counters());
    putScopes(report, tracing != null);
    if (session != null) {
      LiveConfig live = session.live();
      report.put("config.reloads.applied", live.appliedReloads());
      report.put("config.reloads.partial", live.partialReloads());
      report.put("config.reloads.failed", live.failedReloads());
      report.putAll("causes.", session.causes().snapshot());
    }
    return report.put("log.warnings", AgentLog.warnings());
  }

  private static void putEngine(Report report, Engine engine) {
    EngineStats stats = engine.stats();
    report.put("classes.seen", stats.classesSeen);
    report.put("classes.woven", stats.classesWoven);
    report.put("classes.retransformed", stats.retransformed);
    report.put("classes.refused", stats.refused);
    report.put("weaver.failures", stats.weaverFailures);
    report.put("gate.failures", stats.gateFailures);
    report.put("gate.nanos", stats.gateNanos);
    report.put("weave.nanos", stats.weaveNanos);
    report.put("link.nanos", stats.linkNanos);
    report.put("loaders.seen", stats.loaders);
    report.put("slots.entries", stats.slotEntries);
    report.put("slots.evicted", stats.slotsRefused);
  }

  private static void putPlugins(Report report, Engine engine) {
    for (int i = 0; i < engine.pluginCount(); i++) {
      String prefix = "plugin." + engine.pluginName(i);
      report.put(prefix + ".mode", PluginModes.name(engine.pluginMode(i)));
      report.put(prefix + ".woven", engine.woven(i));
      report.put(prefix + ".linked", engine.linked(i));
    }
    List<LedgerEntry> ledger = engine.ledger();
    for (int i = 0; i < ledger.size(); i++) {
      report.put("ledger." + i, ledger.get(i).toString());
    }
  }

  private static void putSpans(Report report, @Nullable SpanCounters counters) {
    report.put("spans.created", counters == null ? 0 : counters.created());
    report.put("spans.exported", counters == null ? 0 : counters.exported());
    for (DropReason reason : DropReason.values()) {
      report.put("spans.dropped." + reason.key(), counters == null ? 0 : counters.dropped(reason));
    }
  }

  /** The context classes are loaded with the SDK; a JVM without spans has no scopes. */
  private static void putScopes(Report report, boolean traced) {
    ScopeCounters scopes = traced ? AgentContextStorage.instance().counters() : null;
    report.put("scopes.open", scopes == null ? 0 : scopes.open());
    report.put("scopes.misuse", scopes == null ? 0 : scopes.misuse() + scopes.refusedTotal());
    report.put("scopes.listener-errors", scopes == null ? 0 : scopes.listenerErrors());
  }
}
