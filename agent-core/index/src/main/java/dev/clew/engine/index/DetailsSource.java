package dev.clew.engine.index;

import java.io.IOException;

/** The bundled plugins: their details, read at the first match, and their class files. */
public interface DetailsSource extends PluginSource {

  /** The bytes of {@code clew.details}; called once, unless it fails. */
  byte[] details() throws IOException;
}
