package org.rotunda.paging.store;

import org.rotunda.ckks.params.Parameters;

/** What a loaded key holds of its uniform half. */
public enum UniformResidency {
  /** Nothing: limbs are regenerated at every use. */
  LEAN {
    @Override
    public long bytes(Parameters parameters, int level) {
      return parameters.keyHalfBytes(level);
    }
  },
  /** All of it: twice the bytes, no work at a use. */
  RESIDENT {
    @Override
    public long bytes(Parameters parameters, int level) {
      return 2 * parameters.keyHalfBytes(level);
    }
  };

  /** The bytes that a key loaded at a level takes in memory, both halves together. */
  public abstract long bytes(Parameters parameters, int level);
}
