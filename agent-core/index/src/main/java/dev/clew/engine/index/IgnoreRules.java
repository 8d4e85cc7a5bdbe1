package dev.clew.engine.index;

/** Names that are never looked at: the longest prefix rule decides, else any infix rule. */
final class IgnoreRules {

  /** Value of a prefix in the trie: classes below it are looked at. */
  static final int LOOK = 0;

  private final NameTrie prefixes;
  private final String[] infixes;

  IgnoreRules(NameTrie prefixes, String[] infixes) {
    this.prefixes = prefixes;
    this.infixes = infixes;
  }

  boolean ignored(String internalName) {
    int rule = prefixes.valueOfPrefix(internalName);
    if (rule > LOOK) {
      return true;
    }
    for (int i = 0; i < infixes.length; i++) {
      if (internalName.contains(infixes[i])) {
        return true;
      }
    }
    return false;
  }
}
