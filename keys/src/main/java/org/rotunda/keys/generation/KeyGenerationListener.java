package org.rotunda.keys.generation;

import org.rotunda.keys.material.KeyRequest;

/** Follows the progress of key generation. Called on the generating thread. */
@FunctionalInterface
public interface KeyGenerationListener {
  /**
   * A key is complete: it was generated and kept, or had been kept before.
   *
   * @param request which
   * @param done the number of complete keys, this one included
   * @param total the number of keys asked for
   */
  void completed(KeyRequest request, int done, int total);

  /** Hears nothing. */
  static KeyGenerationListener silent() {
    return (request, done, total) -> {};
  }
}
