package org.rotunda.keys.seed;

import java.util.Arrays;
import org.rotunda.ckks.evaluation.ExplicitHalf;
import org.rotunda.ckks.evaluation.KeyId;
import org.rotunda.ckks.evaluation.UniformHalf;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.ckks.ring.Engine;
import org.rotunda.ckks.ring.Kernels;
import org.rotunda.ckks.ring.LimbBlock;

/**
 * The uniform half of an evaluation key, by its seed. Limbs are regenerated at every use and given
 * back after it (lean residency); {@link #materialise} makes the resident form, which holds the
 * same limbs.
 *
 * <p>It serves every level: the half of a key truncated to a level is the leading part of the
 * whole.
 */
public final class SeededHalf implements UniformHalf {
  private final Parameters parameters;
  private final UniformStream stream;

  /** The half of one key of a key set. */
  public SeededHalf(Parameters parameters, KeySetId keySet, KeyId id, KeySeed seed) {
    this.parameters = parameters;
    this.stream =
        new UniformStream(UniformStream.Purpose.EVALUATION_KEY, keySet, seed, KeyCode.of(id));
  }

  @Override
  public LimbBlock limbs(int digits, int primeIndex, Engine engine) {
    LimbBlock limbs = LimbBlock.allocate(engine.limbs(), digits, parameters.degree());
    fill(limbs.all(), primeIndex, engine.kernels());
    return limbs;
  }

  /**
   * Regenerates the a-limbs of digits 0, 1, ... modulo one prime.
   *
   * @param limbs one array of length N a digit
   */
  public void fill(long[][] limbs, int primeIndex, Kernels kernels) {
    Keystream keystream = new Keystream();
    long prime = parameters.prime(primeIndex);
    for (int digit = 0; digit < limbs.length; digit++) {
      stream.fill(kernels, keystream, limbs[digit], digit, primeIndex, prime);
    }
  }

  /**
   * All limbs of a key at a level, {@link Parameters#keyHalfBytes} bytes of the heap.
   *
   * @param engine its kernels regenerate the limbs, its executor spreads them over threads
   */
  public ExplicitHalf materialise(int level, Engine engine) {
    int[] primes = parameters.keyPrimeIndices(level).toArray();
    int digits = parameters.digits(level);
    long[][][] limbs = new long[digits][primes.length][parameters.degree()];
    engine
        .executor()
        .forEach(
            primes.length,
            position -> {
              long[][] column =
                  Arrays.stream(limbs).map(digit -> digit[position]).toArray(long[][]::new);
              fill(column, primes[position], engine.kernels());
            });
    return new ExplicitHalf(level, parameters, limbs);
  }
}
