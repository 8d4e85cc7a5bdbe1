/** Stands for the premain of a jar into which the agent was merged. */
public class Delegating {
  public static void premain(String arguments, java.lang.instrument.Instrumentation instrumentation)
      throws Exception {
    Class.forName("dev.clew.bootstrap.ClewAgent")
        .getMethod("premain", String.class, java.lang.instrument.Instrumentation.class)
        .invoke(null, arguments, instrumentation);
  }
}
