public class NoopAgent {
  public static void premain(String arguments, java.lang.instrument.Instrumentation instrumentation) {}
}
