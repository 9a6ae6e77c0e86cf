package org.rotunda.keys.openfhe;

import java.util.List;

/**
 * The keys of one key set in a map to be written.
 *
 * @param keyTag the name of the key set
 * @param keys the keys, ascending by index; the list may make them on demand, one at a time
 */
public record KeySet(String keyTag, List<Indexed> keys) {
  /**
   * One key.
   *
   * @param index its Galois element; among relinearisation keys, 0 for that of s^2
   */
  public record Indexed(long index, OpenFheEvaluationKey key) {}
}
