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

  static URL url(HiddenEntries entries, String name) {
    try {
      return new URL("clew", "", -1, "/".concat(name), new HiddenUrlHandler(entries));
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException(name, e); // cannot be: the handler is given
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
