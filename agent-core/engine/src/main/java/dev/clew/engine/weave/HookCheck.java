package dev.clew.engine.weave;

import dev.clew.engine.index.Binding;
import dev.clew.engine.index.Hook;
import dev.clew.engine.index.Site;
import dev.clew.engine.weave.ClassScan.DeclaredField;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;

/** Whether a hook fits a method that its pattern matched; the build checks only known versions. */
final class HookCheck {

  private final WovenMethod method;
  private final Map<String, DeclaredField> fields;
  private final boolean forwarded;

  /**
   * Creates the check of one method.
   *
   * @param forwarded whether the class file is too old for {@code invokedynamic}
   */
  HookCheck(WovenMethod method, Map<String, DeclaredField> fields, boolean forwarded) {
    this.method = method;
    this.fields = fields;
    this.forwarded = forwarded;
  }

  /** Returns why the hook cannot be woven, or null. */
  @Nullable String refusal(Hook hook) {
    for (int position : hook.rewrites) {
      if (position < 0 || position >= method.arguments.length) {
        return "rewrites argument " + position + ", which is not there";
      }
    }
    if (hook.rewritesReturn && !WovenMethod.isReference(method.returns)) {
      return "rewrites a return value that is no reference";
    }
    String refusal = hook.enter == null ? null : siteRefusal(hook.enter, SiteCall.ENTER, hook);
    if (refusal == null && hook.exit != null) {
      refusal = siteRefusal(hook.exit, SiteCall.EXIT, hook);
    }
    return refusal;
  }

  private @Nullable String siteRefusal(Site site, int phase, Hook hook) {
    Type[] parameters = Type.getArgumentTypes(site.descriptor);
    if (parameters.length != site.bindings.size()) {
      return "has " + parameters.length + " parameters, " + site.bindings.size() + " bindings";
    }
    Type result = Type.getReturnType(site.descriptor);
    boolean primitive = result.getSort() != Type.VOID && !WovenMethod.isReference(result);
    boolean array = phase == SiteCall.ENTER ? !hook.rewrites.isEmpty() : hook.rewritesReturn;
    if ((forwarded && primitive) || (array && !WovenMethod.isReference(result))) {
      return "returns " + result.getClassName();
    }
    for (int i = 0; i < parameters.length; i++) {
      String refusal = bindingRefusal(site.bindings.get(i), parameters[i], phase, hook);
      if (refusal != null) {
        return refusal;
      }
    }
    return null;
  }

  private @Nullable String bindingRefusal(Binding binding, Type wanted, int phase, Hook hook) {
    switch (binding.kind) {
      case Binding.SELF:
        return selfRefusal(phase);
      case Binding.ARG:
        return binding.index < 0 || binding.index >= method.arguments.length
            ? "binds argument " + binding.index + ", which is not there"
            : typeRefusal(method.arguments[binding.index], wanted);
      case Binding.ENTERED:
        Type entered = HookLocals.enteredType(hook);
        return entered == null ? null : typeRefusal(entered, wanted);
      case Binding.RETURNED:
        return method.returns.getSort() == Type.VOID ? null : typeRefusal(method.returns, wanted);
      case Binding.FIELD:
        return fieldRefusal(binding, wanted, phase);
      default:
        return WovenMethod.isReference(wanted) ? null : "binds a reference as " + wanted;
    }
  }

  private @Nullable String selfRefusal(int phase) {
    if (!method.constructor) {
      return null;
    }
    if (phase == SiteCall.ENTER) {
      return "binds this before the constructor ran";
    }
    return method.selfLost ? "binds this, which the constructor does not keep" : null;
  }

  private @Nullable String fieldRefusal(Binding binding, Type wanted, int phase) {
    DeclaredField field = binding.field == null ? null : fields.get(binding.field);
    if (field == null) {
      return "binds field " + binding.field + ", which is not declared there";
    }
    if (!field.isStatic) {
      if (method.isStatic) {
        return "binds field " + binding.field + " in a static method";
      }
      String refusal = selfRefusal(phase);
      if (refusal != null) {
        return refusal;
      }
    }
    return typeRefusal(field.type, wanted);
  }

  private static @Nullable String typeRefusal(Type present, Type wanted) {
    return WovenMethod.isReference(wanted) || wanted.equals(present)
        ? null
        : "binds " + present.getClassName() + " as " + wanted.getClassName();
  }
}
