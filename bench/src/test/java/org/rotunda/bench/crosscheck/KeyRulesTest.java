package org.rotunda.bench.crosscheck;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.rotunda.ckks.evaluation.EvaluationKey;
import org.rotunda.ckks.evaluation.KeyId;
import org.rotunda.ckks.evaluation.UniformHalf;
import org.rotunda.ckks.ring.Engine;
import org.rotunda.ckks.ring.LimbAllocator;
import org.rotunda.ckks.ring.LimbBlock;
import org.rotunda.ckks.ring.NttPoly;
import org.rotunda.ckks.ring.RnsBasis;
import org.rotunda.ckks.testing.TestParameters;
import org.rotunda.ckks.testing.TestScheme;

class KeyRulesTest {
  /** Limbs that are overwritten when they are given back. */
  private static final LimbAllocator OVERWRITTEN =
      new LimbAllocator() {
        @Override
        public long[] allocate(int length) {
          return new long[length];
        }

        @Override
        public void release(long[] limb) {
          Arrays.fill(limb, -1);
        }
      };

  @Test
  void limbsOfTheUniformHalfAreReadOnceAPrimeAndWhileTheyAreLent() {
    TestScheme scheme = new TestScheme(TestParameters.pairs(), 1);
    int level = scheme.parameters().maxLevel();
    int digits = scheme.parameters().digits(level);
    RnsBasis basis = scheme.context().ring().basisQp(level);
    EvaluationKey held = scheme.newKey(new KeyId.Relinearisation(), level);
    long[][][] b = new long[digits][basis.size()][];
    AtomicInteger asked = new AtomicInteger();
    UniformHalf lending =
        (count, prime, engine) -> {
          asked.incrementAndGet();
          return LimbBlock.filled(
              engine.limbs(),
              count,
              basis.degree(),
              out -> {
                try (LimbBlock from = held.a().limbs(count, prime, scheme.engine())) {
                  for (int j = 0; j < count; j++) {
                    System.arraycopy(from.get(j), 0, out.get(j), 0, basis.degree());
                  }
                }
              });
        };

    List<NttPoly> a =
        KeyRules.uniformHalf(
            new EvaluationKey(held.id(), level, scheme.parameters(), b, lending),
            digits,
            basis,
            new Engine(scheme.engine().kernels(), OVERWRITTEN, scheme.engine().executor()));

    assertThat(asked).hasValue(basis.size());
    for (int j = 0; j < digits; j++) {
      for (int i = 0; i < basis.size(); i++) {
        try (LimbBlock from = held.a().limbs(digits, basis.primeIndex(i), scheme.engine())) {
          assertThat(a.get(j).limb(i)).as("digit %d, limb %d", j, i).isEqualTo(from.get(j));
        }
      }
    }
  }
}
