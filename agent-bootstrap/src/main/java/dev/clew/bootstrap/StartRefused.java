package dev.clew.bootstrap;

/** The environment does not let the agent start; the message is the sentence a user reads. */
final class StartRefused extends Exception {

  private static final long serialVersionUID = 1;

  StartRefused(String reason) {
    super(
        reason, /* cause= */ null, /* enableSuppression= */ false, /* writableStackTrace= */ false);
  }
}
