package org.rotunda.compiler.plan;

/**
 * What a run of a plan will do with keys.
 *
 * @param keys the number of distinct keys
 * @param keySetBytes the bytes of all of them in memory, each at the highest level it is used at
 * @param storeBytes the bytes of their pages on disk
 * @param uses the number of key uses
 * @param peakKeyBytes the most bytes of keys in memory at a time
 * @param loads how often a key is loaded
 * @param prefetches how many of the loads start before their use
 * @param evictions how often a key is dropped while a later use remains
 * @param bytesRead the bytes read from the store
 * @param leastBytesRead a lower bound of them for every schedule of these uses within the budget,
 *     in whatever order the steps of a linear transform, and rotations of a value that stand
 *     together, come; other splits may read less
 */
public record Prediction(
    int keys,
    long keySetBytes,
    long storeBytes,
    int uses,
    long peakKeyBytes,
    int loads,
    int prefetches,
    int evictions,
    long bytesRead,
    long leastBytesRead) {
  /** By which part of the lower bound the bytes read exceed it at most. */
  public double gap() {
    return leastBytesRead == 0 ? 0 : (bytesRead - leastBytesRead) / (double) leastBytesRead;
  }
}
