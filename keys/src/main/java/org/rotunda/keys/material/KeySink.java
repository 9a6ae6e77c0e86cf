package org.rotunda.keys.material;

import java.io.IOException;

/** Where generated keys go, one after the other. */
public interface KeySink {
  /**
   * Whether a key that answers the request is already kept as a whole, from this or an earlier run.
   * Such a key is not generated again.
   */
  boolean isComplete(KeyRequest request);

  /**
   * Keeps a key. When this returns the key is complete; if it throws, it counts as never made.
   *
   * @throws IOException if it can't be kept
   */
  void accept(SeededKey key) throws IOException;
}
