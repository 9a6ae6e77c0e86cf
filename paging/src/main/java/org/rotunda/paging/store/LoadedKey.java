package org.rotunda.paging.store;

import org.rotunda.ckks.evaluation.EvaluationKey;

/** A key in memory. Whoever has it closes it after its last use, which gives its limbs back. */
public final class LoadedKey implements AutoCloseable {
  private final EvaluationKey key;
  private final long bytesRead;
  private final Runnable release;

  LoadedKey(EvaluationKey key, long bytesRead, Runnable release) {
    this.key = key;
    this.bytesRead = bytesRead;
    this.release = release;
  }

  /** The key; not to be used after {@link #close}. */
  public EvaluationKey key() {
    return key;
  }

  /** The bytes that were read from the file for it. */
  public long bytesRead() {
    return bytesRead;
  }

  @Override
  public void close() {
    release.run();
  }
}
