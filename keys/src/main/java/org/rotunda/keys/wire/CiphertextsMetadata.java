package org.rotunda.keys.wire;

import java.util.List;
import java.util.Optional;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.keys.seed.KeySeed;
import org.rotunda.keys.seed.KeySetId;

/**
 * The shapes of a list of ciphertexts; the body is their components one after the other, without
 * those that have a seed.
 */
record CiphertextsMetadata(KeySetId keySet, List<Entry> entries) implements WireMetadata {
  /**
   * One ciphertext.
   *
   * @param components 2 or 3
   * @param seed the seed of c_1 of a fresh ciphertext of two components
   */
  record Entry(PolynomialShape shape, int components, Optional<KeySeed> seed) {
    /** The polynomials in the body. */
    int polynomials() {
      return seed.isPresent() ? components - 1 : components;
    }

    long bodyBytes(Parameters parameters) {
      return polynomials() * shape.polynomialBytes(parameters);
    }
  }
}
