package dev.clew.runtime.config;

/** The layer a value comes from, strongest first. */
public enum Origin {
  AGENT_ARGS("agent args"),
  SYSTEM_PROPERTY("system property"),
  ENVIRONMENT("environment"),
  FILE("file"),
  DEFAULT("default");

  private final String label;

  Origin(String label) {
    this.label = label;
  }

  /** For people. */
  @Override
  public String toString() {
    return label;
  }
}
