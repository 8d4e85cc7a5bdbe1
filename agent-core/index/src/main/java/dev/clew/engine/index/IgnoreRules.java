package dev.clew.engine.index;

/** Names that are never looked at: the longest prefix rule decides, else any infix rule. */
final class IgnoreRules {

  /** Value of a prefix in the trie: classes below it are looked at. */
  static final int LOOK = 0;

  private final NameTrie prefixes;
  private final NameTrie infixes;

  /**
   * Creates the rules.
   *
   * @param infixes each starts with {@code $} or {@code /$}, so few positions have to be tried
   */
  IgnoreRules(NameTrie prefixes, NameTrie infixes) {
    this.prefixes = prefixes;
    this.infixes = infixes;
  }

  boolean ignored(String internalName) {
    if (prefixes.valueOfPrefix(internalName) > LOOK) {
      return true;
    }
    int dollar = internalName.indexOf('$');
    while (dollar >= 0) {
      if (infixes.startsAt(internalName, dollar)
          || (dollar > 0
              && internalName.charAt(dollar - 1) == '/'
              && infixes.startsAt(internalName, dollar - 1))) {
        return true;
      }
      dollar = internalName.indexOf('$', dollar + 1);
    }
    return false;
  }
}
