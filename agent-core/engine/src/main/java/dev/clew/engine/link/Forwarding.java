package dev.clew.engine.link;

import dev.clew.engine.index.Site;
import dev.clew.engine.weave.ForwardSites;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/** Calls hooks for class files below version 51: links a numbered site at its first call. */
final class Forwarding {

  private final SiteLinking linking;
  private final ForwardTable table = new ForwardTable();

  Forwarding(SiteLinking linking) {
    this.linking = linking;
  }

  ForwardSites sites() {
    return table;
  }

  @Nullable Object forward(Object[] args, int number) throws Throwable {
    ForwardTable.Entry entry = table.entry(number);
    if (entry == null) {
      return null;
    }
    WeakReference<MethodHandle> reference = entry.handle;
    MethodHandle handle = reference == null ? null : reference.get();
    if (handle == null) {
      handle = link(entry);
      if (handle == null) {
        return null;
      }
    }
    return (Object) handle.invokeExact(args);
  }

  private @Nullable MethodHandle link(ForwardTable.Entry entry) {
    if (entry.failed) {
      return null;
    }
    Site site = entry.phase == ClewCallSite.ENTER ? entry.hook.enter : entry.hook.exit;
    if (site == null) {
      entry.failed = true;
      return null;
    }
    try {
      Class<?> woven = entry.woven();
      MethodType type = MethodType.fromMethodDescriptorString(site.descriptor, null);
      ClewCallSite callSite = linking.link(woven, entry.hook, entry.phase, type, entry.origin);
      MethodHandle handle =
          callSite
              .dynamicInvoker()
              .asType(type.generic())
              .asSpreader(Object[].class, type.parameterCount());
      ForwardTable.bind(entry, woven, callSite, handle);
      return handle;
    } catch (ClassNotFoundException | LinkageError e) {
      entry.failed = true; // a class that its own loader does not find by name
      return null;
    }
  }
}
