package dev.clew.tests.servers;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A key and its self-signed certificate for {@code localhost}, made by the running JDK's own tool.
 */
public final class TestCertificate implements AutoCloseable {

  private static final String PASSWORD = "changeit";

  private final Path folder;

  private TestCertificate(Path folder) {
    this.folder = folder;
  }

  /** Makes one in a temporary folder. */
  public static TestCertificate create() {
    try {
      TestCertificate certificate =
          new TestCertificate(Files.createTempDirectory("clew-certificate"));
      Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
      ServerProcess.run(
          certificate.folder,
          List.of(
              keytool.toString(),
              "-genkeypair",
              "-alias",
              "server",
              "-keyalg",
              "RSA",
              "-dname",
              "CN=localhost",
              "-ext",
              "SAN=dns:localhost",
              "-storetype",
              "JKS", // what JDK 8 reads without doubt
              "-keystore",
              certificate.store().toString(),
              "-storepass",
              PASSWORD,
              "-keypass",
              PASSWORD));
      return certificate;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Options of a JVM that trusts this certificate by default. */
  public String[] jvmOptions() {
    return new String[] {
      "-Djavax.net.ssl.trustStore=" + store(),
      "-Djavax.net.ssl.trustStorePassword=" + PASSWORD,
      "-Djavax.net.ssl.trustStoreType=JKS"
    };
  }

  SSLContext context() {
    try (InputStream in = Files.newInputStream(store())) {
      KeyStore keys = KeyStore.getInstance("JKS");
      keys.load(in, PASSWORD.toCharArray());
      KeyManagerFactory factory =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      factory.init(keys, PASSWORD.toCharArray());
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(factory.getKeyManagers(), null, null);
      return context;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private Path store() {
    return folder.resolve("keys.jks");
  }

  @Override
  public void close() {
    ServerProcess.delete(folder);
  }
}
