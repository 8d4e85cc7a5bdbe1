package dev.clew.exporter;

/**
 * How an exporter tells the pipeline more than "failed": it completes its result exceptionally with
 * this. Has no stack trace: it is a value that travels, not a defect.
 */
public final class ExportFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Every span of the batch. */
  public static final long WHOLE_BATCH = Long.MAX_VALUE;

  private final DropReason reason;
  private final long spans;

  /**
   * @param spans how many of the batch were lost, {@link #WHOLE_BATCH} for all; the others count as
   *     exported
   */
  public ExportFailure(DropReason reason, long spans, String message) {
    super(message, null, false, false);
    this.reason = reason;
    this.spans = spans;
  }

  public DropReason reason() {
    return reason;
  }

  public long spans() {
    return spans;
  }
}
