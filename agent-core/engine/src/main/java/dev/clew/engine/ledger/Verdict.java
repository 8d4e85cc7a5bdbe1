package dev.clew.engine.ledger;

/** What became of a plugin at one kind of loader and one library. */
public enum Verdict {
  /** No class that it wants was loaded. */
  NOT_SEEN,
  /** Off by configuration, and never on in this JVM. */
  DISABLED,
  /** Classes were woven. */
  WOVEN,
  /** Classes matched, but no method of them did. */
  NO_METHOD,
  /** The library does not have what the plugin uses. */
  INCOMPATIBLE,
  /** Linking failed; the plugin is off for the loader. */
  LINKAGE_ERROR,
  /** A hook failed too often and is off. */
  QUARANTINED,
  /** A class could not be woven and stays as it is. */
  FAILED
}
