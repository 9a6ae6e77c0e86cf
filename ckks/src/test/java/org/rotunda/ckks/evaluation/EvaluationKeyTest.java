package org.rotunda.ckks.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.rotunda.ckks.params.LocalEngine;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.ckks.testing.TestParameters;

class EvaluationKeyTest {
  private final Parameters parameters = TestParameters.pairs();
  private final KeyId id = new KeyId.Relinearisation();

  private long[][][] limbs(int digits, int primes) {
    long[][][] limbs = new long[digits][primes][1];
    for (int j = 0; j < digits; j++) {
      for (int i = 0; i < primes; i++) {
        limbs[j][i][0] = 100L * j + i;
      }
    }
    return limbs;
  }

  @Test
  void limbsAreFoundByDigitAndPrimeIndexAtEveryLevel() {
    for (int level = 0; level <= parameters.maxLevel(); level++) {
      int digits = parameters.digits(level);
      int[] primes = parameters.keyPrimeIndices(level).toArray();
      ExplicitHalf a = new ExplicitHalf(level, parameters, limbs(digits, primes.length));
      EvaluationKey key = new EvaluationKey(id, level, parameters, limbs(digits, primes.length), a);
      assertThat(key.level()).isEqualTo(level);
      for (int i = 0; i < primes.length; i++) {
        long[][] uniform = key.a().limbs(digits, primes[i], LocalEngine.serial()).all();
        assertThat(uniform).hasDimensions(digits, 1);
        for (int j = 0; j < digits; j++) {
          assertThat(key.b(j, primes[i])[0]).isEqualTo(100 * j + i);
          assertThat(uniform[j][0]).isEqualTo(100 * j + i);
        }
      }
    }
  }

  @Test
  void fewerDigitsCanBeAskedForThanThereAre() {
    ExplicitHalf a = new ExplicitHalf(5, parameters, limbs(3, 8));
    assertThat(a.limbs(2, 0, LocalEngine.serial()).size()).isEqualTo(2);
  }

  @Test
  void wrongNumbersOfDigitsOrLimbsAreRefused() {
    ExplicitHalf a = new ExplicitHalf(5, parameters, limbs(3, 8));
    assertThatThrownBy(() -> new EvaluationKey(id, 5, parameters, limbs(2, 8), a))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("level 5 has 3 digits, but 2");
    assertThatThrownBy(() -> new EvaluationKey(id, 5, parameters, limbs(3, 7), a))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("level 5 has 8 limbs a digit, but 7");
  }
}
