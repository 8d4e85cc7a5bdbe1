package dev.clew.exporter.collector;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/**
 * A self-signed key and certificate, made by the JDK's {@code keytool}; writes PEM files into a
 * folder of the test.
 */
public final class TestCertificates {

  private static final char[] PASSWORD = "changeit".toCharArray();

  private final Path folder;
  private final String name;
  private final KeyStore store;

  private TestCertificates(Path folder, String name, KeyStore store) {
    this.folder = folder;
    this.name = name;
    this.store = store;
  }

  /**
   * Makes a key pair.
   *
   * @param algorithm {@code RSA} or {@code EC}
   * @param subjectAltName such as {@code ip:127.0.0.1}
   */
  public static TestCertificates create(
      Path folder, String name, String algorithm, String subjectAltName)
      throws IOException, GeneralSecurityException, InterruptedException {
    Path file = folder.resolve(name + ".p12");
    Path keytool = Paths.get(System.getProperty("java.home"), "bin", "keytool");
    Process process =
        new ProcessBuilder(
                keytool.toString(),
                "-genkeypair",
                "-alias",
                "key",
                "-keyalg",
                algorithm,
                "-dname",
                "CN=" + name,
                "-ext",
                "san=" + subjectAltName,
                "-validity",
                "3650",
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                new String(PASSWORD))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve(name + ".log").toFile())
            .start();
    if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new IOException("keytool failed, see " + name + ".log");
    }
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(new ByteArrayInputStream(Files.readAllBytes(file)), PASSWORD);
    return new TestCertificates(folder, name, store);
  }

  /** The certificate as a PEM file. */
  public Path certificate() throws IOException, GeneralSecurityException {
    return pem("CERTIFICATE", store.getCertificate("key").getEncoded());
  }

  /** The key as a PKCS #8 PEM file. */
  public Path key() throws IOException, GeneralSecurityException {
    return pem("PRIVATE KEY", privateKey().getEncoded());
  }

  /** An RSA key of 2,048 bits or more as a PKCS #1 PEM file. */
  public Path pkcs1Key() throws IOException, GeneralSecurityException {
    byte[] pkcs8 = privateKey().getEncoded();
    // SEQUENCE (4) INTEGER (3) SEQUENCE (15) OCTET STRING header (4), then the PKCS #1 key.
    return pem("RSA PRIVATE KEY", Arrays.copyOfRange(pkcs8, 26, pkcs8.length));
  }

  /** Server sockets that show this certificate and trust only {@code client}, or nobody if null. */
  public SSLServerSocketFactory serverSockets(TestCertificates client)
      throws IOException, GeneralSecurityException {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, PASSWORD);
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    if (client != null) {
      Certificate certificate = client.store.getCertificate("key");
      trusted.setCertificateEntry("client", certificate);
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return context.getServerSocketFactory();
  }

  private Key privateKey() throws GeneralSecurityException {
    return store.getKey("key", PASSWORD);
  }

  private Path pem(String label, byte[] content) throws IOException {
    Path file =
        folder.resolve(
            name + "-" + label.replace(' ', '-').toLowerCase(java.util.Locale.ROOT) + ".pem");
    String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    String text = "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n";
    Files.write(file, text.getBytes(StandardCharsets.US_ASCII));
    return file;
  }
}
