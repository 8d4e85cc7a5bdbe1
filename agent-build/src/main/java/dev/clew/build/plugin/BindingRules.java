package dev.clew.build.plugin;

import dev.clew.engine.index.Binding;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;

/** Rules for the values a hook takes from the methods it was found to hook. */
final class BindingRules {

  private static final Map<Integer, String> BOXES =
      Map.of(
          Type.BOOLEAN, "java/lang/Boolean",
          Type.BYTE, "java/lang/Byte",
          Type.SHORT, "java/lang/Short",
          Type.CHAR, "java/lang/Character",
          Type.INT, "java/lang/Integer",
          Type.LONG, "java/lang/Long",
          Type.FLOAT, "java/lang/Float",
          Type.DOUBLE, "java/lang/Double");

  private final PluginClass plugin;
  private final Library library;
  private final Report report;

  BindingRules(PluginClass plugin, Library library, Report report) {
    this.plugin = plugin;
    this.library = library;
    this.report = report;
  }

  void check(HookMethod hook, @Nullable HookMethod enter, List<Targets.Target> targets) {
    for (Targets.Target target : targets) {
      hook.parameters().forEach(parameter -> check(hook, parameter, target));
      rewriting(hook, target);
    }
    for (HookParameter parameter : hook.parameters()) {
      if (parameter.binding() == Binding.ENTERED && enter != null) {
        entered(hook, parameter, enter);
      }
    }
  }

  private void check(HookMethod hook, HookParameter parameter, Targets.Target target) {
    switch (parameter.binding()) {
      case Binding.SELF -> self(hook, parameter, target);
      case Binding.ARG -> argument(hook, parameter, target.method());
      case Binding.RETURNED -> returned(hook, parameter, target.method());
      case Binding.THROWN -> {
        if (target.method().name().equals("<init>")) {
          at(
              hook,
              parameter,
              "@Thrown is never there: the exit of a constructor runs when it" + " returned");
        }
      }
      case Binding.FIELD -> field(hook, parameter, target);
      default -> {}
    }
  }

  private void at(HookMethod hook, HookParameter parameter, String message) {
    String annotation = HookRules.annotation(parameter);
    report.at(plugin, hook, annotation, message);
  }

  private void self(HookMethod hook, HookParameter parameter, Targets.Target target) {
    if (parameter.type().getSort() < Type.ARRAY) {
      return; // said by HookRules
    }
    Type self = Type.getObjectType(target.type().name());
    if (!library.isAssignable(self, parameter.type())) {
      String found = parameter.type().getClassName();
      at(hook, parameter, "@Self is " + self.getClassName() + ", not " + found);
    }
  }

  private void argument(HookMethod hook, HookParameter parameter, TypeOutline.Member method) {
    Type[] arguments = method.arguments();
    String name = "@Arg(" + parameter.index() + ")";
    if (parameter.index() < 0) {
      return; // said by HookRules
    }
    if (parameter.index() >= arguments.length) {
      String count = count(arguments.length);
      at(
          hook,
          parameter,
          name
              + " is not there: "
              + method
              + " has "
              + count
              + "; give more in args or narrow them");
      return;
    }
    Type argument = arguments[parameter.index()];
    if (!fits(argument, parameter.type())) {
      String found = parameter.type().getClassName();
      at(
          hook,
          parameter,
          name + " of " + method + " is " + argument.getClassName() + ", not " + found);
    }
  }

  private static String count(int arguments) {
    return arguments == 1 ? "1 argument" : arguments + " arguments";
  }

  private boolean fits(Type value, Type parameter) {
    boolean primitive = value.getSort() < Type.ARRAY || parameter.getSort() < Type.ARRAY;
    return primitive ? value.equals(parameter) : library.isAssignable(value, parameter);
  }

  private void returned(HookMethod hook, HookParameter parameter, TypeOutline.Member method) {
    Type returned = method.returns();
    String found = parameter.type().getClassName();
    if (returned.getSort() == Type.VOID) {
      at(hook, parameter, "@Returned is never there: " + method + " returns nothing");
      return;
    }
    String box = BOXES.get(returned.getSort());
    boolean boxed = box != null && parameter.type().getSort() >= Type.ARRAY;
    Type value = boxed ? Type.getObjectType(box) : returned;
    if (!fits(value, parameter.type())) {
      String what = returned.getClassName();
      at(hook, parameter, "@Returned of " + method + " is " + what + ", not " + found);
    }
  }

  private void field(HookMethod hook, HookParameter parameter, Targets.Target target) {
    TypeOutline owner = target.type();
    String name = parameter.field();
    if (name == null || (target.subtypes() && owner.isInterface())) {
      at(hook, parameter, "@Field of an interface's methods: fields belong to exact classes");
      return;
    }
    TypeOutline.Member field =
        owner.fields().stream().filter(f -> f.name().equals(name)).findFirst().orElse(null);
    if (field == null) {
      List<String> known = owner.fields().stream().map(TypeOutline.Member::name).toList();
      String type = owner.name().replace('/', '.');
      at(hook, parameter, type + " declares no field " + name + Nearest.suggestion(name, known));
      return;
    }
    Type type = Type.getType(field.descriptor());
    if (!fits(type, parameter.type())) {
      String found = parameter.type().getClassName();
      at(hook, parameter, "the field " + name + " is " + type.getClassName() + ", not " + found);
    }
    if (hook.isEnter() && target.method().name().equals("<init>") && !field.isStatic()) {
      at(hook, parameter, "the field " + name + " has no value when the constructor is entered");
    }
  }

  private void entered(HookMethod exit, HookParameter parameter, HookMethod enter) {
    Type given = enter.returnType();
    Type taken = parameter.type();
    boolean rewrites = enter.rewrites() != null;
    if (rewrites || given.getSort() < Type.ARRAY || taken.getSort() < Type.ARRAY) {
      return;
    }
    if (!library.isAssignable(given, taken) && !library.isAssignable(taken, given)) {
      String found = given.getClassName();
      at(
          exit,
          parameter,
          "@Entered is " + taken.getClassName() + " but " + enter.name() + " returns " + found);
    }
  }

  private void rewriting(HookMethod hook, Targets.Target target) {
    if (hook.rewrites() != null) {
      int count = target.method().arguments().length;
      for (int position : hook.rewrites()) {
        if (position < 0 || position >= count) {
          String message = "@Rewrites position " + position + " is not there: " + target.method();
          report.at(plugin, hook, "@Rewrites", message + " has " + count(count));
        }
      }
    }
    if (hook.rewritesReturn() && target.method().returns().getSort() < Type.ARRAY) {
      String found = target.method().returns().getClassName();
      report.at(
          plugin,
          hook,
          "@RewritesReturn",
          "@RewritesReturn replaces objects, but " + target.method() + " returns " + found);
    }
  }
}
