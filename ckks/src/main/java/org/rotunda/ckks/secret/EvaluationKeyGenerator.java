package org.rotunda.ckks.secret;

import java.util.Arrays;
import java.util.List;
import org.rotunda.ckks.evaluation.EvaluationKey;
import org.rotunda.ckks.evaluation.KeyId;
import org.rotunda.ckks.evaluation.KeyId.Encapsulation.Direction;
import org.rotunda.ckks.evaluation.UniformHalf;
import org.rotunda.ckks.params.CkksContext;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.ckks.params.Security;
import org.rotunda.ckks.ring.Engine;
import org.rotunda.ckks.ring.GaloisElements;
import org.rotunda.ckks.ring.Kernels;
import org.rotunda.ckks.ring.LimbAllocator;
import org.rotunda.ckks.ring.LimbBlock;
import org.rotunda.ckks.ring.Modulus;
import org.rotunda.ckks.ring.NttPoly;
import org.rotunda.ckks.ring.NttPolys;
import org.rotunda.ckks.ring.RingArithmetic;
import org.rotunda.ckks.ring.RnsBasis;
import org.rotunda.ckks.sampling.GaussianSampler;
import org.rotunda.ckks.sampling.RandomSource;

/**
 * Computes the b-halves of evaluation keys: b_j = -a_j s' + e_j + P g_j s_old, see {@link
 * EvaluationKey}.
 *
 * <p>Holds the secret in NTT form until closed. Safe for use by several threads.
 */
public final class EvaluationKeyGenerator implements AutoCloseable {
  private final CkksContext context;
  private final Engine engine;
  private final RingArithmetic onHeap;
  private final RandomSource random;
  private final GaussianSampler errors = new GaussianSampler(Parameters.SIGMA);
  private final ExpandedSecret secret;
  private final SecretKey ephemeral;
  private final SecretKeyAccess access;

  /**
   * A generator for one secret key.
   *
   * @param random where the errors come from
   */
  public EvaluationKeyGenerator(
      CkksContext context,
      Engine engine,
      SecretKey key,
      RandomSource random,
      SecretKeyAccess access) {
    this.context = context;
    this.engine = engine;
    // Errors become the limbs of keys, which outlive any pool's accounting.
    this.onHeap = new RingArithmetic(engine.withLimbs(LimbAllocator.heap()).wiping());
    this.random = random;
    this.access = access;
    this.ephemeral = key.ephemeral(access);
    this.secret = expand(key);
  }

  private ExpandedSecret expand(SecretKey key) {
    return new ExpandedSecret(
        context, engine, key, context.ring().basisQp(context.parameters().maxLevel()), access);
  }

  /**
   * Generates a key with fresh errors.
   *
   * @param level the highest level the key shall serve
   * @param a the uniform half, never used for a key before: two keys with one half would publish
   *     the difference of their errors
   * @throws IllegalArgumentException if the key into the ephemeral secret is asked for above level
   *     0, where it would show that secret under more than two primes
   * @throws org.rotunda.ckks.params.ParameterException if a key of encapsulation is asked for under
   *     parameters that the ephemeral secret isn't secure with, see {@link
   *     Security#requireEphemeral}
   */
  public EvaluationKey generate(KeyId id, int level, UniformHalf a) {
    if (id instanceof KeyId.Encapsulation(Direction direction)) {
      Security.requireEphemeral(context.parameters());
      if (direction == Direction.INTO && level != 0) {
        throw new IllegalArgumentException(
            "The key %s exists at level 0 only, but was asked for at level %d; drop to level 0 before encapsulating."
                .formatted(id, level));
      }
      try (ExpandedSecret sparse = expand(ephemeral)) {
        return generate(id, level, a, sparse);
      }
    }
    return generate(id, level, a, secret);
  }

  private EvaluationKey generate(KeyId id, int level, UniformHalf a, ExpandedSecret other) {
    Parameters parameters = context.parameters();
    RnsBasis basis = context.ring().basisQp(level);
    int digits = parameters.digits(level);
    long[][][] b = new long[digits][basis.size()][];
    List<NttPoly> noise = NttPolys.together(digits, _ -> freshError(basis));
    boolean done = false;
    try {
      engine.executor().forEach(basis.size(), limb -> limbs(id, basis, limb, a, noise, b, other));
      done = true;
    } finally {
      if (!done) {
        noise.forEach(NttPoly::close);
      }
    }
    return new EvaluationKey(id, level, parameters, b, a);
  }

  private NttPoly freshError(RnsBasis basis) {
    long[] coefficients = errors.sample(context.parameters().degree(), random);
    try (var lifted = onHeap.lift(coefficients, basis)) {
      return onHeap.toNtt(lifted);
    } finally {
      Arrays.fill(coefficients, 0);
    }
  }

  /**
   * The limbs of all digits modulo one prime; they take over the arrays of the errors. The key into
   * the ephemeral secret is one modulo q_0 and p_0, with p_0 in the place of P; modulo the other
   * special primes there is nothing, and zeros keep the one layout of all keys.
   */
  private void limbs(
      KeyId id,
      RnsBasis basis,
      int limb,
      UniformHalf a,
      List<NttPoly> noise,
      long[][][] b,
      ExpandedSecret other) {
    Kernels kernels = engine.kernels();
    Modulus q = basis.modulus(limb);
    int prime = basis.primeIndex(limb);
    int degree = context.parameters().degree();
    long[] s = secret.poly().limb(prime);
    boolean intoEphemeral = id.equals(new KeyId.Encapsulation(Direction.INTO));
    int firstSpecial = context.parameters().maxLevel() + 1;
    if (intoEphemeral && prime > firstSpecial) {
      b[0][limb] = noise.getFirst().limb(limb);
      Arrays.fill(b[0][limb], 0);
      return;
    }
    try (LimbBlock scratch = LimbBlock.allocate(engine.wiping().limbs(), 3, degree);
        LimbBlock uniform = a.limbs(noise.size(), prime, engine)) {
      long[] to = scratch.get(0);
      long[] from = scratch.get(1);
      long[] product = scratch.get(2);
      switch (id) {
        case KeyId.Relinearisation _ -> {
          kernels.multiply(s, s, from, q);
          System.arraycopy(s, 0, to, 0, degree);
        }
        case KeyId.Galois(int element) -> {
          System.arraycopy(s, 0, from, 0, degree);
          int inverse = GaloisElements.inverse(element, degree);
          kernels.permute(s, context.automorphism(inverse).index(), to);
        }
        case KeyId.Encapsulation _ -> {
          long[] sparse = other.poly().limb(prime);
          System.arraycopy(intoEphemeral ? s : sparse, 0, from, 0, degree);
          System.arraycopy(intoEphemeral ? sparse : s, 0, to, 0, degree);
        }
      }
      long special =
          intoEphemeral
              ? q.reduceWord(context.parameters().prime(firstSpecial))
              : specialProduct(q);
      kernels.multiplyScalar(from, special, from, q);
      for (int j = 0; j < noise.size(); j++) {
        long[] out = noise.get(j).limb(limb);
        kernels.multiply(uniform.get(j), to, product, q);
        kernels.subtract(out, product, out, q);
        if (prime / context.parameters().digitSize() == j
            && prime <= context.parameters().maxLevel()) {
          kernels.add(out, from, out, q);
        }
        b[j][limb] = out;
      }
    }
  }

  /** P mod q. */
  private long specialProduct(Modulus q) {
    long product = 1;
    for (long p : context.parameters().p()) {
      product = q.multiply(product, q.reduceWord(p));
    }
    return product;
  }

  @Override
  public void close() {
    ephemeral.destroy();
    secret.close();
  }
}
