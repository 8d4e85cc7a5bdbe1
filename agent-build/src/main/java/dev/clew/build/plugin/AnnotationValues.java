package dev.clew.build.plugin;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.Opcodes;

/** Collects the values of an annotation that has strings, primitives and arrays of them. */
class AnnotationValues extends AnnotationVisitor {

  private final Map<String, Object> values = new HashMap<>();

  AnnotationValues() {
    super(Opcodes.ASM9);
  }

  @Override
  public void visit(String name, Object value) {
    values.put(name, value);
  }

  @Override
  public AnnotationVisitor visitArray(String name) {
    List<Object> items = new ArrayList<>();
    values.put(name, items);
    return new AnnotationVisitor(Opcodes.ASM9) {
      @Override
      public void visit(@Nullable String none, Object value) {
        items.add(value);
      }
    };
  }

  String string(String name) {
    return values.get(name) instanceof String value ? value : "";
  }

  boolean flag(String name, boolean byDefault) {
    return values.get(name) instanceof Boolean value ? value : byDefault;
  }

  int number(String name) {
    return values.get(name) instanceof Integer value ? value : 0;
  }

  List<String> strings(String name, List<String> byDefault) {
    if (!(values.get(name) instanceof List<?> items)) {
      return byDefault;
    }
    return items.stream().map(String.class::cast).toList();
  }

  /** The int array of a name: ASM hands arrays of primitives over whole. */
  List<Integer> numbers(String name) {
    List<Integer> numbers = new ArrayList<>();
    if (values.get(name) instanceof int[] array) {
      for (int value : array) {
        numbers.add(value);
      }
    }
    return numbers;
  }
}
