package dev.clew.engine;

import dev.clew.engine.index.HookIndex;
import dev.clew.engine.link.LinkEvents;
import dev.clew.engine.link.Linker;
import dev.clew.engine.spi.EngineHost;
import dev.clew.engine.weave.AsmWeaver;
import dev.clew.engine.weave.Weaver;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The weaver on ASM and the linker behind {@code java.lang.ClewDispatcher}. */
final class AsmLoom implements Loom {

  private static final String DISPATCHER = "java.lang.ClewDispatcher";

  private final Linker linker;
  private final Weaver weaver;
  private final AtomicLong linkNanos = new AtomicLong();

  /**
   * Makes both and installs the linker in the dispatcher.
   *
   * @throws IllegalStateException when the dispatcher is not there
   */
  AsmLoom(
      HookIndex index, EngineHost host, Instrumentation instrumentation, LinkEvents linkEvents) {
    linker = new Linker(index, host, instrumentation, linkEvents);
    weaver = new AsmWeaver(host, linker.forwardSites());
    install();
  }

  @Override
  public Weaver weaver() {
    return weaver;
  }

  @Override
  public Linker linker() {
    return linker;
  }

  @Override
  public long linkNanos() {
    return linkNanos.get();
  }

  /** Target of the dispatcher; the signature is its contract. */
  @Nullable CallSite link(
      MethodHandles.Lookup caller, String name, MethodType type, Object[] hook) {
    long start = System.nanoTime();
    try {
      return linker.link(caller, name, type, hook);
    } finally {
      linkNanos.addAndGet(System.nanoTime() - start);
    }
  }

  private void install() {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      MethodHandle link =
          lookup.bind(
              this,
              "link",
              MethodType.methodType(
                  CallSite.class,
                  MethodHandles.Lookup.class,
                  String.class,
                  MethodType.class,
                  Object[].class));
      MethodHandle forward =
          lookup.bind(
              linker, "forward", MethodType.methodType(Object.class, Object[].class, int.class));
      lookup
          .findStatic(
              Class.forName(DISPATCHER, false, null),
              "install",
              MethodType.methodType(void.class, MethodHandle.class, MethodHandle.class))
          .invokeExact(link, forward);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("cannot install the linker in " + DISPATCHER, e);
    }
  }
}
