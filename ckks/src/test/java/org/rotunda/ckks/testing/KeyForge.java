package org.rotunda.ckks.testing;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.rotunda.ckks.evaluation.EvaluationKey;
import org.rotunda.ckks.evaluation.EvaluationKeys;
import org.rotunda.ckks.evaluation.ExplicitHalf;
import org.rotunda.ckks.evaluation.KeyId;
import org.rotunda.ckks.evaluation.KeyLease;
import org.rotunda.ckks.params.CkksContext;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.ckks.ring.Kernels;
import org.rotunda.ckks.ring.kernel.ScalarKernels;
import org.rotunda.ckks.sampling.RandomSource;
import org.rotunda.ckks.sampling.UniformSampler;
import org.rotunda.ckks.secret.EvaluationKeyGenerator;

/**
 * Makes every evaluation key at the top level when it is first asked for, from a secret at hand.
 */
final class KeyForge implements EvaluationKeys {
  private static final Kernels KERNELS = new ScalarKernels();

  private final CkksContext context;
  private final EvaluationKeyGenerator generator;
  private final RandomSource random;
  private final Map<KeyId, EvaluationKey> made = new ConcurrentHashMap<>();

  KeyForge(CkksContext context, EvaluationKeyGenerator generator, RandomSource random) {
    this.context = context;
    this.generator = generator;
    this.random = random;
  }

  @Override
  public KeyLease acquire(KeyId id, int level) {
    EvaluationKey key = made.computeIfAbsent(id, absent -> make(absent, highestLevel(absent)));
    return new KeyLease() {
      @Override
      public EvaluationKey key() {
        return key;
      }

      @Override
      public void close() {}
    };
  }

  private int highestLevel(KeyId id) {
    return id.equals(new KeyId.Encapsulation(KeyId.Encapsulation.Direction.INTO))
        ? 0
        : context.parameters().maxLevel();
  }

  EvaluationKey make(KeyId id, int level) {
    Parameters parameters = context.parameters();
    int[] primes = parameters.keyPrimeIndices(level).toArray();
    long[][][] a = new long[parameters.digits(level)][primes.length][parameters.degree()];
    for (long[][] digit : a) {
      for (int i = 0; i < primes.length; i++) {
        UniformSampler.fill(digit[i], context.ring().prime(primes[i]).modulus(), random, KERNELS);
      }
    }
    return generator.generate(id, level, new ExplicitHalf(level, parameters, a));
  }
}
