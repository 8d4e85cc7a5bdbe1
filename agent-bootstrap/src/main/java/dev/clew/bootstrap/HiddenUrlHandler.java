package dev.clew.bootstrap;

import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;

/** Opens {@code clew:/x/y} URLs: {@code ServiceLoader} and others insist on one per resource. */
final class HiddenUrlHandler extends URLStreamHandler {

  private final HiddenEntries entries;

  private HiddenUrlHandler(HiddenEntries entries) {
    this.entries = entries;
  }

  /** The URL all others are made from; made once, because naming a handler needs a permission. */
  static URL root(HiddenEntries entries) {
    try {
      return new URL("clew", "", -1, "/", new HiddenUrlHandler(entries));
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException(e); // cannot be: the handler is given
    }
  }

  /**
   * The URL of a resource.
   *
   * @param name of an existing entry, so nothing in it needs escaping
   */
  static URL url(URL root, String name) {
    try {
      return new URL(root, name);
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException(name, e); // cannot be: the protocol is the root's
    }
  }

  @Override
  protected URLConnection openConnection(URL url) {
    return new Connection(entries, url);
  }

  private static final class Connection extends URLConnection {

    private final HiddenEntries entries;

    Connection(HiddenEntries entries, URL url) {
      super(url);
      this.entries = entries;
    }

    @Override
    public void connect() {
      connected = true;
    }

    @Override
    public InputStream getInputStream() throws IOException {
      byte[] bytes = entries.readResource(url.getPath().substring(1));
      if (bytes == null) {
        throw new FileNotFoundException(url.toString());
      }
      return new ByteArrayInputStream(bytes);
    }
  }
}
