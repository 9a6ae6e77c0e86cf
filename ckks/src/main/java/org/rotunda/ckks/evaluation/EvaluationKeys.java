package org.rotunda.ckks.evaluation;

/**
 * Where evaluation borrows its keys: all in memory, paged from disk, or a test's double. Evaluation
 * knows no other way to a key, acquires one at a time a thread, and acquires exactly the uses that
 * an operation publishes, in their order. Implementations are safe for use by several threads.
 */
@FunctionalInterface
public interface EvaluationKeys {
  /**
   * Borrows a key that serves at least {@code level}. It stays valid until the lease is closed.
   *
   * @throws KeyUnavailableException if there is none
   */
  KeyLease acquire(KeyId id, int level);

  /** No keys at all: for evaluation that rotates and multiplies nothing. */
  static EvaluationKeys none() {
    return (id, level) -> {
      throw new KeyUnavailableException.Missing(id, level);
    };
  }
}
