package dev.clew.demo.driver;

import java.util.ArrayList;
import java.util.List;

/** The traces that the demo's three requests must give. */
final class Expected {

  private Expected() {}

  /** The outline of the trace of {@code /checkout/{sku}}, as {@link Trace#outline} gives it. */
  static List<String> outline(String sku) {
    boolean broken = sku.equals("broken");
    List<String> lines = new ArrayList<>();
    lines.add("shop SERVER GET /checkout/{sku}" + (broken ? " !" : ""));
    lines.add("  shop CLIENT GET");
    lines.add("    inventory SERVER GET /stock/{sku}");
    if (sku.equals("slow")) {
      lines.add("      inventory CLIENT SELECT");
    }
    lines.add("      inventory CLIENT SELECT stock");
    lines.add("  shop CLIENT POST" + (broken ? " !" : ""));
    lines.add("    orders SERVER POST /orders/{sku}" + (broken ? " !" : ""));
    lines.add("      orders CLIENT INSERT orders");
    if (!broken) {
      lines.add("      orders CLIENT POST");
      lines.add("        inventory SERVER POST /stock/{sku}/reserve");
      lines.add("          inventory CLIENT UPDATE stock");
      lines.add("      orders CLIENT INSERT audit");
    }
    return lines;
  }

  /** Whether every request makes this service log at least one line. */
  static boolean logs(String service) {
    return !service.equals("orders"); // the failing order throws before it logs
  }
}
