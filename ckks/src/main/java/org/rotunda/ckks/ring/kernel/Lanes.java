package org.rotunda.ckks.ring.kernel;

import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * The vectors of this machine: their shape, fixed for the life of the process so that the compiler
 * sees constants.
 *
 * <p>With four lanes, rejection, unpacking, reduction of signed words, and products entry by entry
 * of primes from 2^50 on are scalar loops; with two, also transforms, divisions, conversions,
 * permutations and rounding.
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
   * Whether a vector is compressed under a mask in one instruction; if not, scalar loops are
   * shorter.
   */
  static final boolean COMPRESSION = COUNT == MOST;

  /**
   * Whether 64-bit integers are multiplied in one instruction; if not, scalar products of primes
   * from 2^50 on are faster.
   */
  static final boolean PRODUCTS = COUNT == MOST;

  /**
   * Whether moves between lanes, comparisons, and conversions to lanes of another size become
   * instructions; if not, vectors become objects.
   */
  static final boolean MOVES = COUNT >= 4;

  private Lanes() {}
}
