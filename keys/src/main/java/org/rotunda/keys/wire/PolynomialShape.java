package org.rotunda.keys.wire;

import org.rotunda.ckks.params.Parameters;

/**
 * What a plaintext or ciphertext is besides its residues.
 *
 * @param label its name within the object
 * @param level the number of its primes less one
 * @param scale the factor between message and polynomial
 * @param slots the number of slots
 */
record PolynomialShape(String label, int level, double scale, int slots) {
  /** Checks what a file states against the parameters. */
  void check(Parameters parameters) {
    if (level < 0 || level > parameters.maxLevel()) {
      throw new MalformedMetadataException(
          "Levels are between 0 and %d, but %d is stated for \"%s\"."
              .formatted(parameters.maxLevel(), level, label));
    }
    if (!(scale > 0) || Double.isInfinite(scale)) {
      throw new MalformedMetadataException(
          "A scale is positive and finite, but %s is stated for \"%s\".".formatted(scale, label));
    }
    if (slots < 1 || slots > parameters.slots() || Integer.bitCount(slots) != 1) {
      throw new MalformedMetadataException(
          "The number of slots is a power of two up to %d, but %d is stated for \"%s\"."
              .formatted(parameters.slots(), slots, label));
    }
  }

  /** The bytes of one polynomial. */
  long polynomialBytes(Parameters parameters) {
    return (level + 1L) * parameters.degree() * Long.BYTES;
  }
}
