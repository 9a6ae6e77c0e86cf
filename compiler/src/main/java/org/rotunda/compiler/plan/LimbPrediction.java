package org.rotunda.compiler.plan;

/**
 * What limbs take of memory in a run.
 *
 * @param keyBytes the most bytes of keys at a time
 * @param workingBytes the most bytes at a time of ciphertexts, plaintexts, digits, regenerated
 *     limbs and scratch
 * @param limbBytes the most bytes of both together, which need not have their peaks at one time
 */
public record LimbPrediction(long keyBytes, long workingBytes, long limbBytes) {
  /** For keys that take as much at any time. */
  static LimbPrediction ofLasting(long keyBytes, long workingBytes) {
    return new LimbPrediction(keyBytes, workingBytes, keyBytes + workingBytes);
  }

  /** This for keys that may take so much, and no more, at any time. */
  public LimbPrediction withKeys(long bytes) {
    return ofLasting(bytes, workingBytes);
  }

  /**
   * The most bytes of several runs that go side by side: keys once, all else for each.
   *
   * @param runs how many, at least 1
   */
  public long bytes(int runs) {
    return runs == 1 ? limbBytes : keyBytes + runs * workingBytes;
  }
}
