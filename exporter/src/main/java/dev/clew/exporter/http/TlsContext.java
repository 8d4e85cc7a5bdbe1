package dev.clew.exporter.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Collection;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * TLS settings from PEM files. Starts from a context of its own, never from {@link
 * SSLContext#getDefault}, which the application may have replaced. Without own certificates the
 * JDK's trust store decides.
 */
public final class TlsContext {

  private static final String[] KEY_ALGORITHMS = {"RSA", "EC", "DSA"};
  private static final char[] NO_PASSWORD = new char[0];

  private TlsContext() {}

  /**
   * Makes a socket factory.
   *
   * @param authorities PEM certificates to trust, and no others; null for the JDK's
   * @param clientKey PEM private key, PKCS #8 or PKCS #1, not encrypted; null for none, and then so
   *     the certificate
   * @param clientCertificates PEM chain of the key, leaf first
   * @throws GeneralSecurityException if a part cannot be read; the message says which and what is
   *     accepted
   */
  public static SSLSocketFactory create(
      byte @Nullable [] authorities,
      byte @Nullable [] clientKey,
      byte @Nullable [] clientCertificates)
      throws GeneralSecurityException, IOException {
    SSLContext context = SSLContext.getInstance("TLS");
    TrustManager[] trust = authorities == null ? null : trust(authorities);
    KeyManager[] keys =
        clientKey == null || clientCertificates == null
            ? null
            : keys(clientKey, clientCertificates);
    context.init(keys, trust, null);
    return context.getSocketFactory();
  }

  private static TrustManager[] trust(byte[] authorities)
      throws GeneralSecurityException, IOException {
    KeyStore store = emptyStore();
    int index = 0;
    for (Certificate certificate : certificates(authorities)) {
      store.setCertificateEntry("authority-" + index++, certificate);
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }

  private static KeyManager[] keys(byte[] key, byte[] chain)
      throws GeneralSecurityException, IOException {
    KeyStore store = emptyStore();
    Certificate[] certificates = certificates(chain).toArray(new Certificate[0]);
    store.setKeyEntry("client", privateKey(key), NO_PASSWORD, certificates);
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, NO_PASSWORD);
    return factory.getKeyManagers();
  }

  private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    return store;
  }

  private static Collection<? extends Certificate> certificates(byte[] pem)
      throws GeneralSecurityException {
    Collection<? extends Certificate> certificates =
        CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(pem));
    if (certificates.isEmpty()) {
      throw new GeneralSecurityException(
          "no certificate in it, accepted: PEM with BEGIN CERTIFICATE");
    }
    return certificates;
  }

  private static PrivateKey privateKey(byte[] pem) throws GeneralSecurityException {
    PKCS8EncodedKeySpec spec = new PKCS8EncodedKeySpec(PemKey.pkcs8(pem));
    for (String algorithm : KEY_ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(spec);
      } catch (InvalidKeySpecException e) {
        // the next algorithm may know it
      }
    }
    throw new GeneralSecurityException("a key of unknown kind, accepted: RSA, EC, DSA");
  }
}
