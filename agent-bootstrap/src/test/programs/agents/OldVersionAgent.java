/** Makes the JVM look like an early Java 8 for what starts after it. */
public class OldVersionAgent {
  public static void premain(String arguments, java.lang.instrument.Instrumentation instrumentation) {
    System.setProperty("java.version", "1.8.0_31");
  }
}
