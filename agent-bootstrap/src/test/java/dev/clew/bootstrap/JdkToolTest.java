package dev.clew.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JdkToolTest {

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "java.base, java.base/sun.security.tools.keytool.Main -list",
        "jdk.jcmd, jdk.jcmd/sun.tools.jcmd.JCmd 1",
        "jdk.jshell, jdk.jshell/jdk.internal.jshell.tool.JShellToolProvider",
        "-, sun.tools.jps.Jps",
        "-, com.sun.tools.javac.Main A.java",
        "-, sun.security.tools.keytool.Main -help",
        "-, jdk.nashorn.tools.Shell",
        "-, jdk.jshell.execution.RemoteExecutionControl 1234"
      })
  void is_toolOfTheJdk_true(String module, String command) {
    assertThat(JdkTool.is(module, command)).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "-, com.example.Main",
        "-, /opt/app/app.jar --server.port=1",
        "-, -",
        "com.example.app, com.example.app/com.example.Main",
        "jdk.compiler, jdk.compiler/com.sun.tools.javac.launcher.Main Hello.java",
        "-, com.sun.toolshed.Main",
        "-, /home/sun.tools.jar/app.jar"
      })
  void is_application_false(String module, String command) {
    assertThat(JdkTool.is(module, command)).isFalse();
  }
}
