package dev.clew.build.plugin;

import dev.clew.engine.index.Binding;
import dev.clew.engine.index.Site;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Type;

/** What a hook method looks like at the call site and in its bridge. */
final class Sites {

  static final String PREFIX = "clew$";

  private Sites() {}

  /**
   * Returns the site of a hook method.
   *
   * @param gated whether it is an exit whose enter returns a value: the entered value is then a
   *     parameter of the bridge even when the hook does not ask for it
   */
  static Site of(HookMethod hook, boolean gated) {
    List<Binding> bindings = new ArrayList<>();
    List<Type> types = new ArrayList<>();
    boolean entered = false;
    for (HookParameter parameter : hook.parameters()) {
      if (parameter.binding() == HookParameter.ORIGIN) {
        continue;
      }
      entered |= parameter.binding() == Binding.ENTERED;
      bindings.add(new Binding(parameter.binding(), parameter.index(), parameter.field()));
      types.add(parameter.siteType());
    }
    if (gated && !entered) {
      bindings.add(new Binding(Binding.ENTERED, 0, null));
      types.add(Bridges.OBJECT);
    }
    String descriptor =
        Type.getMethodDescriptor(
            HookParameter.general(hook.returnType()), types.toArray(new Type[0]));
    return new Site(
        hook.owner(), hook.name(), PREFIX + hook.name(), descriptor, bindings, hook.hasOrigin());
  }

  /** The bridge's own descriptor: the site's, with {@code Object} for the origin in front. */
  static String bridgeDescriptor(Site site) {
    return site.origin ? "(Ljava/lang/Object;" + site.descriptor.substring(1) : site.descriptor;
  }
}
