import java.util.Map;
import java.util.TreeMap;

/** Prints what an application can see of its own surroundings. */
public class Facts {
  public static void main(String[] args) throws Exception {
    Map<String, String> facts = new TreeMap<>();
    for (String name : System.getProperties().stringPropertyNames()) {
      facts.put("property " + name, System.getProperty(name));
    }
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (!thread.isDaemon()) {
        facts.put("thread " + thread.getName(), "non-daemon");
      }
    }
    facts.put("java.lang.String.value", secret());
    facts.put("jdk.internal.misc.Unsafe", internal());
    facts.put("resources clew", String.valueOf(Facts.class.getClassLoader().getResource("clew.index")));
    facts.put("providers", java.util.Arrays.toString(java.security.Security.getProviders()));
    facts.put("handlers", String.valueOf(Thread.getDefaultUncaughtExceptionHandler()));
    for (Map.Entry<String, String> fact : facts.entrySet()) {
      System.out.println(fact.getKey() + " = " + fact.getValue());
    }
  }

  /** On Java 8 and 11 this works with or without an agent, later only if somebody opens java.lang. */
  private static String secret() {
    try {
      String.class.getDeclaredField("value").setAccessible(true);
      return "open";
    } catch (Exception e) {
      return e.getClass().getName();
    }
  }

  private static String internal() {
    try {
      Class<?> type = Class.forName("jdk.internal.misc.Unsafe");
      type.getMethod("getUnsafe").invoke(null);
      return "exported";
    } catch (Exception e) {
      return e.getClass().getName();
    }
  }
}
