package org.rotunda.ckks.ring.kernel;

/**
 * One loop over a range of a limb: one or two stages of a transform.
 *
 * <p>Passes are objects, called through this interface from one place, so that each is compiled by
 * itself: two of them inlined into one method pass the compiler's limits, and then every vector
 * becomes an object on the heap.
 */
interface Pass {
  /** Runs on entries from .. to-1, a whole number of the pass's groups. */
  void run(long[] a, int from, int to);
}
