package org.rotunda.keys.wire;

import java.io.IOException;
import org.rotunda.ckks.params.CkksContext;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.ckks.ring.LimbAllocator;
import org.rotunda.ckks.ring.LimbBlock;
import org.rotunda.ckks.ring.NttPoly;
import org.rotunda.ckks.ring.RnsBasis;

/** Polynomials over q_0 .. q_level in the body of an object, limb by limb. */
final class PolynomialBody {
  private PolynomialBody() {}

  static void write(WireWriter writer, NttPoly poly) throws IOException {
    for (long[] limb : poly.limbs().all()) {
      writer.limb(limb);
    }
  }

  /**
   * Reads a polynomial. Memory runs ahead of the bytes by at most this one polynomial; on failure
   * none stays taken.
   */
  static NttPoly read(WireReader reader, CkksContext context, int level, LimbAllocator allocator)
      throws IOException {
    RnsBasis basis = context.ring().basisQ(level);
    LimbBlock limbs = LimbBlock.allocate(allocator, basis.size(), basis.degree());
    boolean done = false;
    try {
      for (int i = 0; i < basis.size(); i++) {
        reader.limb(limbs.get(i), basis.modulus(i).value());
      }
      done = true;
    } finally {
      if (!done) {
        limbs.close();
      }
    }
    return new NttPoly(basis, limbs);
  }

  /**
   * Checks that a polynomial to be written lives modulo the leading primes of the parameters.
   *
   * @throws IllegalArgumentException if it doesn't
   */
  static void check(NttPoly poly, Parameters parameters) {
    RnsBasis basis = poly.basis();
    boolean fits =
        basis.degree() == parameters.degree() && basis.size() <= parameters.maxLevel() + 1;
    for (int i = 0; fits && i < basis.size(); i++) {
      fits = basis.primeIndex(i) == i && basis.modulus(i).value() == parameters.prime(i);
    }
    if (!fits) {
      throw new IllegalArgumentException(
          "Objects under parameters %s live modulo their leading primes, but %s was given."
              .formatted(parameters.shortDigest(), basis));
    }
  }
}
