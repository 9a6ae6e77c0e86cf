package org.rotunda.ckks.evaluation;

/** A borrowed evaluation key. */
public interface KeyLease extends AutoCloseable {
  /** The key; not to be used after {@link #close}. */
  EvaluationKey key();

  /** Gives the key back; closing again does nothing. */
  @Override
  void close();
}
