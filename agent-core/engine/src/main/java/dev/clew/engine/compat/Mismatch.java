package dev.clew.engine.compat;

import dev.clew.engine.index.Reference;

/** The first thing that a plugin uses and a library does not have. */
public final class Mismatch {

  /** What the plugin uses. */
  public final Reference reference;

  /** What is wrong: {@code is missing}, {@code is static}, {@code misses its super type x/Y}. */
  public final String problem;

  Mismatch(Reference reference, String problem) {
    this.reference = reference;
    this.problem = problem;
  }

  /** For people: kind, owner, member, what is wrong and where the plugin uses it. */
  @Override
  public String toString() {
    String kind =
        reference.kind == Reference.TYPE
            ? "type "
            : reference.kind == Reference.FIELD ? "field " : "method ";
    String member =
        reference.name == null
            ? ""
            : "."
                + reference.name
                + (reference.kind == Reference.FIELD ? " " : "")
                + reference.descriptor;
    return kind + reference.owner + member + " " + problem + " (used at " + reference.usedAt + ")";
  }
}
