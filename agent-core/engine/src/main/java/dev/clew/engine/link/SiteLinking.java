package dev.clew.engine.link;

import dev.clew.engine.index.Hook;
import dev.clew.engine.spi.EngineHost;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;
import java.security.AccessController;
import java.security.PrivilegedActionException;
import java.security.PrivilegedExceptionAction;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The life of a call site: created, resolved at once or later, refused. */
final class SiteLinking {

  /** How long a link waits while another thread arms the context plugins. */
  private static final long ARMING_MILLIS = 1000;

  private final SiteTable sites;
  private final EngineHost host;
  private final LinkEvents events;
  private final BridgeResolver resolver;
  private final AtomicBoolean arming = new AtomicBoolean();
  private final CountDownLatch armed = new CountDownLatch(1);
  private volatile boolean ready;
  private volatile boolean waited;

  /** Some link ran out of stack or memory; its site waits for a better moment. */
  private volatile boolean retry;

  SiteLinking(SiteTable sites, EngineHost host, LinkEvents events, BridgeResolver resolver) {
    this.sites = sites;
    this.host = host;
    this.events = events;
    this.resolver = resolver;
  }

  /** Creates the site; resolved, unless the runtime is not ready or this thread links already. */
  ClewCallSite link(
      Class<?> caller, Hook hook, int phase, MethodType type, @Nullable String origin) {
    Nesting outer = Nesting.current();
    if (outer != null) {
      ClewCallSite site = waiting(caller, hook, phase, type, origin);
      outer.add(site);
      return site;
    }
    Nesting nesting = Nesting.begin();
    try {
      ClewCallSite site;
      try {
        site = linkNow(caller, hook, phase, type, origin);
      } catch (StackOverflowError | OutOfMemoryError e) {
        // The thread will meet its error again without us. The site must not be lost for it.
        site = waiting(caller, hook, phase, type, origin);
        retry = true;
        return site;
      }
      repair(nesting);
      return site;
    } finally {
      Nesting.end();
    }
  }

  /** Links what waited for the runtime. */
  void ready() {
    ready = true;
    resolvePending();
  }

  /** A plugin does not work for a loader: its enter sites there do nothing from now on. */
  void refuse(int plugin, @Nullable ClassLoader loader, Throwable error) {
    if (sites.of(plugin).refused.add(loader)) {
      sites.refresh(plugin);
      events.linkageError(loader, plugin, error);
    }
  }

  private ClewCallSite linkNow(
      Class<?> caller, Hook hook, int phase, MethodType type, @Nullable String origin) {
    if (!awaitReady()) {
      ClewCallSite site = waiting(caller, hook, phase, type, origin);
      if (ready) { // it became so after we looked and may have missed the site
        resolve(site);
      }
      return site;
    }
    MethodHandle bridge = bridge(caller, hook, phase, type, origin);
    ClewCallSite site = new ClewCallSite(bridge, type, caller, hook, phase, origin);
    PluginSites plugin = sites.of(hook.plugin.id);
    plugin.sites.add(site);
    if (bridge != null) {
      plugin.sites.countLinked();
    }
    site.update(sites.live(site)); // after it is registered: no switch can miss it
    return site;
  }

  private ClewCallSite waiting(
      Class<?> caller, Hook hook, int phase, MethodType type, @Nullable String origin) {
    ClewCallSite site = new ClewCallSite(null, type, caller, hook, phase, origin);
    site.pending(true);
    sites.of(hook.plugin.id).sites.add(site);
    return site;
  }

  private void repair(Nesting nesting) {
    for (ClewCallSite site = nesting.next(); site != null; site = nesting.next()) {
      if (ready) {
        resolve(site);
      } // else ready() will find it
    }
    if (retry && ready) {
      retry = false;
      for (ClewCallSite site : sites.pending()) {
        resolve(site);
      }
    }
  }

  private void resolvePending() {
    Nesting nesting = Nesting.begin();
    try {
      for (ClewCallSite site : sites.pending()) {
        resolve(site);
      }
      repair(nesting);
    } finally {
      Nesting.end();
    }
  }

  private void resolve(ClewCallSite site) {
    MethodHandle bridge = bridge(site.caller, site.hook, site.phase, site.type(), site.origin);
    site.pending(false);
    if (bridge != null) {
      site.resolved(bridge);
      sites.of(site.hook.plugin.id).sites.countLinked();
      if (site.update(sites.live(site))) {
        MutableCallSite.syncAll(new MutableCallSite[] {site});
      }
    }
  }

  private boolean awaitReady() {
    if (!ready && !waited) {
      boolean now = host.awaitReady();
      waited = true;
      if (now) {
        ready = true;
      }
    }
    return ready;
  }

  /** Returns the bridge, or null when the hook cannot be linked. */
  @Nullable MethodHandle bridge(
      Class<?> caller, Hook hook, int phase, MethodType type, @Nullable String origin) {
    ClassLoader loader = caller.getClassLoader();
    boolean exit = phase == ClewCallSite.EXIT && hook.enter != null;
    if (!exit && sites.of(hook.plugin.id).refused.contains(loader)) {
      return null;
    }
    try {
      events.linking(hook.plugin.id);
      if (!hook.plugin.contextOnly) {
        arm();
      }
      return privileged(caller, hook, phase, type, origin);
    } catch (ReflectiveOperationException | LinkageError e) {
      refuse(hook.plugin.id, loader, e);
    } catch (RuntimeException e) {
      host.problem("link.failed", "cannot link a hook of " + hook.plugin.state.name(), e);
    }
    return null;
  }

  /** Has the context plugins armed before the first hook of a span plugin can run. */
  private void arm() {
    if (armed.getCount() == 0) {
      return;
    }
    if (arming.compareAndSet(false, true)) {
      try {
        events.firstSpanHook();
      } finally {
        armed.countDown();
      }
      return;
    }
    try {
      // Bounded: the other thread may need a lock that this one holds.
      armed.await(ARMING_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @SuppressWarnings({"deprecation", "removal"})
  private MethodHandle privileged(
      Class<?> caller, Hook hook, int phase, MethodType type, @Nullable String origin)
      throws ReflectiveOperationException {
    try {
      return AccessController.doPrivileged(
          new PrivilegedExceptionAction<MethodHandle>() {
            @Override
            public MethodHandle run() throws ReflectiveOperationException {
              return resolver.resolve(caller, hook, phase, type, origin);
            }
          });
    } catch (PrivilegedActionException e) {
      throw (ReflectiveOperationException) e.getException();
    }
  }
}
