package dev.clew.propagators;

/**
 * Told of headers that could not be used. Called on application threads, so implementations count
 * and return; they never see a header's value, which a peer controls.
 */
public interface PropagationCounters {

  /** Counts nothing. */
  PropagationCounters NONE =
      new PropagationCounters() {
        @Override
        public void malformedHeader(String header) {}

        @Override
        public void oversizedHeader(String header) {}

        @Override
        public void propagatorFailed(String propagator, Throwable thrown) {}
      };

  /** A header was present and, as a whole or in part, not what its format allows. */
  void malformedHeader(String header);

  /** A header was longer or had more members than the limit, and the rest was left out. */
  void oversizedHeader(String header);

  /** A carrier or a propagator threw; the context stays as it was before. */
  void propagatorFailed(String propagator, Throwable thrown);
}
