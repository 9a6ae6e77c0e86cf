package org.rotunda.keys.openfhe;

import java.io.IOException;

/** Takes the keys of a map as they are read. */
@FunctionalInterface
public interface KeyMapSink {
  /**
   * Takes one key.
   *
   * @param keyTag the name of its key set
   * @param index its Galois element; among relinearisation keys, 0 for that of s^2
   */
  void accept(String keyTag, long index, OpenFheEvaluationKey key) throws IOException;
}
