package dev.clew.build.plugin;

import dev.clew.engine.index.Binding;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Rules for the hooks of a class that need no library: shape, bindings, pairing. */
final class HookRules {

  private static final String OBJECTS = "[Ljava/lang/Object;";

  private final PluginClass type;
  private final boolean scansAnnotations;
  private final Report report;

  HookRules(PluginClass type, boolean scansAnnotations, Report report) {
    this.type = type;
    this.scansAnnotations = scansAnnotations;
    this.report = report;
  }

  void check() {
    Map<String, HookMethod> names = new HashMap<>();
    for (HookMethod hook : type.hooks()) {
      if (names.putIfAbsent(hook.name(), hook) != null) {
        at(hook, "", hook.name() + " exists twice; hook methods of a class have different names");
      }
      shape(hook);
      place(hook);
      for (int i = 0; i < hook.parameters().size(); i++) {
        binding(hook, hook.parameters().get(i), i + 1);
      }
      rewriting(hook);
      if (!hook.isEnter()) {
        pairing(hook);
      }
    }
  }

  private void at(HookMethod hook, String needle, String message) {
    report.at(type, hook, needle.isEmpty() ? " " + hook.name() + "(" : needle, message);
  }

  private void shape(HookMethod hook) {
    int wanted = Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC;
    if ((hook.access() & wanted) != wanted) {
      at(hook, "", "the hook " + hook.name() + " must be public static");
    }
    boolean primitive =
        hook.returnType().getSort() != Type.VOID && hook.returnType().getSort() < Type.ARRAY;
    if (hook.isEnter() && primitive) {
      String found = hook.returnType().getClassName();
      at(hook, "", "an enter returns void or an object for its exit, not " + found);
    }
    if (!hook.isEnter() && hook.returnsValue() && !hook.rewritesReturn()) {
      at(hook, "", "an exit returns void, or has @RewritesReturn to replace the result");
    }
  }

  private void place(HookMethod hook) {
    Place place = hook.place();
    if (!hook.enters().isEmpty()) {
      if (!place.isEmpty() || !place.methods().isEmpty()) {
        at(hook, "@Exit", "an exit either names its enters or says where it applies, not both");
      }
      return;
    }
    if (place.isEmpty()) {
      String or = hook.isEnter() ? "" : ", or the name of its enter";
      at(hook, "@", "no place: give type, subtypeOf or annotatedWith" + or);
    }
    if (place.methods().isEmpty() && place.annotations().isEmpty()) {
      at(hook, "@", "no method: give its name, <init> for constructors");
    }
    if (!place.annotations().isEmpty() && !scansAnnotations) {
      at(hook, "annotatedWith", "annotatedWith needs @Plugin(scansAnnotations = true)");
    }
    if (place.args().indexOf("..") >= 0 && place.args().indexOf("..") < place.args().size() - 1) {
      at(hook, "\"..\"", "\"..\" stands for any further arguments and must be the last");
    }
    if (place.methods().contains("<clinit>")) {
      at(hook, "<clinit>", "static initialisers cannot be hooked");
    }
    List<String> names = new ArrayList<>(place.types());
    names.addAll(place.superTypes());
    names.addAll(place.annotations());
    names.addAll(place.args());
    names.add(place.returns());
    for (String name : names) {
      if (name.indexOf('/') >= 0 || name.indexOf('<') >= 0 || name.indexOf(' ') >= 0) {
        at(hook, name, "\"" + name + "\" is no binary name; write it like java.util.Map$Entry");
      }
    }
  }

  private void binding(HookMethod hook, HookParameter parameter, int number) {
    if (parameter.binding() == HookParameter.UNBOUND) {
      String what = "parameter " + number + " of " + hook.name();
      at(
          hook,
          "",
          what
              + " is bound to nothing; add @Self, @Arg, @Entered, @Returned, @Thrown,"
              + " @AllArgs or @Field, or make it an Origin");
    }
    if (parameter.annotations() > 1) {
      at(hook, "", "parameter " + number + " of " + hook.name() + " has more than one binding");
    }
    boolean reference = parameter.type().getSort() >= Type.ARRAY;
    switch (parameter.binding()) {
      case Binding.ENTERED, Binding.RETURNED, Binding.THROWN -> {
        String name = annotation(parameter);
        if (hook.isEnter()) {
          at(hook, name, name + " has no value yet when the method is entered; use it in an exit");
        }
      }
      case Binding.SELF -> {
        if (!reference) {
          at(hook, "@Self", "@Self is an object, not " + parameter.type().getClassName());
        }
        if (hook.isEnter() && hook.place().methods().contains("<init>")) {
          at(hook, "@Self", "@Self does not exist yet when a constructor is entered; use an exit");
        }
      }
      case Binding.ARG -> {
        if (parameter.index() < 0 || parameter.index() > 254) {
          at(hook, "@Arg", "@Arg(" + parameter.index() + ") is no position of an argument");
        }
      }
      default -> {}
    }
    values(hook, parameter);
  }

  /** Types that are the same for every hooked method. */
  private void values(HookMethod hook, HookParameter parameter) {
    String found = parameter.type().getClassName();
    String descriptor = parameter.type().getDescriptor();
    if (parameter.binding() == Binding.THROWN
        && !List.of("Ljava/lang/Throwable;", "Ljava/lang/Object;").contains(descriptor)) {
      at(hook, "@Thrown", "@Thrown is a java.lang.Throwable, not " + found);
    }
    if (parameter.binding() == Binding.ALL_ARGS
        && !List.of(OBJECTS, "Ljava/lang/Object;").contains(descriptor)) {
      at(hook, "@AllArgs", "@AllArgs is an Object[], not " + found);
    }
    if (parameter.binding() == Binding.ENTERED && parameter.type().getSort() < Type.ARRAY) {
      at(hook, "@Entered", "@Entered is an object, not " + found);
    }
  }

  static String annotation(HookParameter parameter) {
    return switch (parameter.binding()) {
      case Binding.SELF -> "@Self";
      case Binding.ARG -> "@Arg(" + parameter.index() + ")";
      case Binding.ENTERED -> "@Entered";
      case Binding.RETURNED -> "@Returned";
      case Binding.THROWN -> "@Thrown";
      case Binding.ALL_ARGS -> "@AllArgs";
      case Binding.FIELD -> "@Field";
      default -> "@?";
    };
  }

  private void rewriting(HookMethod hook) {
    List<Integer> positions = hook.rewrites();
    if (positions != null) {
      if (!hook.isEnter()) {
        at(hook, "@Rewrites", "@Rewrites replaces arguments and belongs on an enter");
      }
      if (!hook.returnType().getDescriptor().equals(OBJECTS)) {
        String found = hook.returnType().getClassName();
        at(hook, "", "an enter with @Rewrites returns Object[] (Rewrite.of), not " + found);
      }
      if (positions.isEmpty() || new HashSet<>(positions).size() < positions.size()) {
        at(hook, "@Rewrites", "@Rewrites needs positions, each once");
      }
    }
    if (hook.rewritesReturn()) {
      if (hook.isEnter()) {
        at(hook, "@RewritesReturn", "@RewritesReturn belongs on an exit");
      } else if (hook.returnType().getSort() < Type.ARRAY) {
        at(hook, "", "an exit with @RewritesReturn returns the new result");
      }
    }
  }

  private void pairing(HookMethod exit) {
    List<HookMethod> enters = new ArrayList<>();
    for (String name : exit.enters()) {
      HookMethod enter =
          type.hooks().stream()
              .filter(hook -> hook.isEnter() && hook.name().equals(name))
              .findFirst()
              .orElse(null);
      if (enter == null) {
        List<String> known =
            type.hooks().stream().filter(HookMethod::isEnter).map(HookMethod::name).toList();
        String near = Nearest.suggestion(name, known);
        at(exit, "\"" + name + "\"", "no @Enter method is named \"" + name + "\"" + near);
      } else {
        enters.add(enter);
        takenOnce(exit, enter);
      }
    }
    boolean values = enters.stream().anyMatch(HookMethod::returnsValue);
    if (values && !enters.stream().allMatch(HookMethod::returnsValue)) {
      at(exit, "@Exit", "some enters of this exit return a value and some do not");
    }
    boolean asks = exit.parameters().stream().anyMatch(p -> p.binding() == Binding.ENTERED);
    if (asks && !values && enters.size() == exit.enters().size()) {
      String why = enters.isEmpty() ? "this exit has no enter" : "its enter returns nothing";
      at(exit, "@Entered", "@Entered is never there: " + why);
    }
  }

  private void takenOnce(HookMethod exit, HookMethod enter) {
    for (HookMethod other : type.hooks()) {
      if (other.isEnter() || other.name().equals(exit.name())) {
        continue;
      }
      if (other.enters().contains(enter.name()) && other.line() < exit.line()) {
        String message = "\" has an exit already: " + other.name();
        at(exit, "\"" + enter.name() + "\"", "the enter \"" + enter.name() + message);
      }
    }
  }
}
