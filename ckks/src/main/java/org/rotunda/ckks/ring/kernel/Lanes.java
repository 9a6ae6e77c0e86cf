package org.rotunda.ckks.ring.kernel;

import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * The vectors of this machine: their shape, fixed for the life of the process so that the compiler
 * sees constants.
 */
final class Lanes {
  private static final int MOST = 8;

  /** Vectors of 64-bit integers: 2, 4 or 8 lanes. */
  static final VectorSpecies<Long> LONGS =
      LongVector.SPECIES_PREFERRED.length() > MOST
          ? LongVector.SPECIES_512
          : LongVector.SPECIES_PREFERRED;

  /** Vectors of doubles of the same shape. */
  static final VectorSpecies<Double> DOUBLES = VectorSpecies.of(double.class, LONGS.vectorShape());

  /** Vectors of as many 32-bit integers. */
  static final VectorSpecies<Integer> INTS =
      VectorSpecies.of(int.class, VectorShape.forBitSize(LONGS.length() * Integer.SIZE));

  /** Vectors of bytes of the shape of {@link #LONGS}. */
  static final VectorSpecies<Byte> BYTES = VectorSpecies.of(byte.class, LONGS.vectorShape());

  /** The number of lanes. */
  static final int COUNT = LONGS.length();

  /**
   * Whether the unsigned minimum is one instruction; if not, a comparison and a blend are shorter.
   */
  private static final boolean UNSIGNED_MINIMUM = COUNT == MOST;

  /**
   * Whether a vector is compressed under a mask in one instruction; if not, scalar loops are
   * shorter.
   */
  static final boolean COMPRESSION = COUNT == MOST;

  private Lanes() {}

  /** x where x >= 0, x + q where x < 0, for |x| and q below 2^62. */
  static LongVector addIfNegative(LongVector x, LongVector q) {
    LongVector shifted = x.add(q);
    return UNSIGNED_MINIMUM ? x.lanewise(VectorOperators.UMIN, shifted) : x.blend(shifted, x.lt(0));
  }

  /** x - q where x >= q, else x, for x in [0, 2^63) and q below 2^63. */
  static LongVector subtractIfNotBelow(LongVector x, LongVector q) {
    LongVector shifted = x.sub(q);
    return UNSIGNED_MINIMUM
        ? x.lanewise(VectorOperators.UMIN, shifted)
        : shifted.blend(x, shifted.lt(0));
  }
}
