package org.rotunda.ckks.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rotunda.ckks.params.LocalEngine;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.ckks.ring.NttPoly;
import org.rotunda.ckks.ring.RingArithmetic;
import org.rotunda.ckks.ring.RnsBasis;
import org.rotunda.ckks.testing.BigPolys;
import org.rotunda.ckks.testing.Limbs;
import org.rotunda.ckks.testing.TestParameters;
import org.rotunda.ckks.testing.TestScheme;

class KeySwitcherTest {
  static Stream<Parameters> table() {
    return TestParameters.table();
  }

  /** The sets of the smallest degree, for comparisons with big integers. */
  static Stream<Parameters> small() {
    return table().filter(parameters -> parameters.degree() == 1024);
  }

  static Stream<Parameters> allRoundings() {
    return Stream.concat(table(), Stream.of(TestParameters.openFheRounding()));
  }

  /** The key that remains when only the digits and limbs of a lower level are kept. */
  private static EvaluationKey truncated(EvaluationKey key, int level, Parameters parameters) {
    int[] primes = parameters.keyPrimeIndices(level).toArray();
    int digits = parameters.digits(level);
    long[][][] a = new long[digits][primes.length][];
    long[][][] b = new long[digits][primes.length][];
    for (int i = 0; i < primes.length; i++) {
      long[][] limbs = key.a().limbs(digits, primes[i], LocalEngine.serial()).all();
      for (int j = 0; j < digits; j++) {
        a[j][i] = limbs[j];
        b[j][i] = key.b(j, primes[i]);
      }
    }
    return new EvaluationKey(
        key.id(), level, parameters, b, new ExplicitHalf(level, parameters, a));
  }

  @ParameterizedTest
  @MethodSource("allRoundings")
  void truncatedKeysGiveTheBitsOfTheWholeKeyAtEveryLevelTheyServe(Parameters parameters) {
    TestScheme scheme = new TestScheme(parameters, 3);
    KeyUse use =
        KeyUses.rotation(1, parameters.slots(), parameters.degree(), parameters.maxLevel())
            .orElseThrow();
    EvaluationKey rotation = scheme.newKey(use.id(), parameters.maxLevel());
    EvaluationKey relinearisation =
        scheme.newKey(new KeyId.Relinearisation(), parameters.maxLevel());
    Evaluator whole = evaluator(scheme, rotation, relinearisation);
    Ciphertext top =
        scheme.encrypt(scheme.randomComplex(parameters.slots()), parameters.maxLevel());
    for (int keyLevel = 0; keyLevel <= parameters.maxLevel(); keyLevel++) {
      Evaluator lower =
          evaluator(
              scheme,
              truncated(rotation, keyLevel, parameters),
              truncated(relinearisation, keyLevel, parameters));
      for (int level = 0; level <= keyLevel; level++) {
        Ciphertext x = whole.dropToLevel(top, level);
        assertThat(Limbs.of(lower.rotate(x, 1)))
            .as("rotation at level %d with a key of level %d", level, keyLevel)
            .isDeepEqualTo(Limbs.of(whole.rotate(x, 1)));
        Ciphertext square = whole.multiply(x, x);
        assertThat(Limbs.of(lower.relinearise(square)))
            .as("relinearisation at level %d with a key of level %d", level, keyLevel)
            .isDeepEqualTo(Limbs.of(whole.relinearise(square)));
      }
    }
  }

  private static Evaluator evaluator(TestScheme scheme, EvaluationKey... keys) {
    return new Evaluator(scheme.context(), scheme.engine(), new ResidentKeys(List.of(keys)));
  }

  @ParameterizedTest
  @MethodSource("small")
  void digitsAreTheCenteredResiduesOfTheirPrimes(Parameters parameters) {
    TestScheme scheme = new TestScheme(parameters, 4);
    KeySwitcher switcher = new KeySwitcher(scheme.context(), scheme.engine());
    RingArithmetic arithmetic = new RingArithmetic(scheme.engine());
    for (int level = 0; level <= parameters.maxLevel(); level++) {
      RnsBasis basis = scheme.context().ring().basisQ(level);
      List<BigInteger> x = BigPolys.random(basis, level);
      try (HoistedDigits digits = switcher.decompose(BigPolys.toNtt(x, basis, arithmetic))) {
        assertThat(digits.count()).isEqualTo(parameters.digits(level));
        RnsBasis raised = scheme.context().ring().basisQp(level);
        for (int j = 0; j < parameters.digits(level); j++) {
          int first = j * parameters.digitSize();
          int end = Math.min(first + parameters.digitSize(), level + 1);
          BigInteger product =
              scheme.context().ring().basis(IntStream.range(first, end).toArray()).product();
          List<BigInteger> expected =
              x.stream().map(value -> BigPolys.centered(value, product)).toList();
          long[][] limbs = new long[raised.size()][];
          for (int i = 0; i < limbs.length; i++) {
            limbs[i] = digits.limbs(i)[j];
          }
          assertThat(limbs)
              .as("digit %d at level %d", j, level)
              .isDeepEqualTo(Limbs.of(BigPolys.toNtt(expected, raised, arithmetic)));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("small")
  void divisionByPRoundsToTheNearestInteger(Parameters parameters) {
    TestScheme scheme = new TestScheme(parameters, 5);
    KeySwitcher switcher = new KeySwitcher(scheme.context(), scheme.engine());
    RingArithmetic arithmetic = new RingArithmetic(scheme.engine());
    BigInteger special = scheme.context().ring().basisP().product();
    for (int level = 0; level <= parameters.maxLevel(); level++) {
      RnsBasis basis = scheme.context().ring().basisQp(level);
      List<BigInteger> x = BigPolys.random(basis, level);
      List<BigInteger> expected =
          x.stream()
              .map(value -> value.subtract(BigPolys.centered(value, special)).divide(special))
              .toList();
      RnsBasis target = scheme.context().ring().basisQ(level);
      assertThat(Limbs.of(switcher.divideByP(BigPolys.toNtt(x, basis, arithmetic))))
          .as("level %d", level)
          .isDeepEqualTo(Limbs.of(BigPolys.toNtt(expected, target, arithmetic)));
    }
  }

  @ParameterizedTest
  @MethodSource("allRoundings")
  void divisionByPUndoesMultiplicationByP(Parameters parameters) {
    TestScheme scheme = new TestScheme(parameters, 6);
    KeySwitcher switcher = new KeySwitcher(scheme.context(), scheme.engine());
    for (int level = 0; level <= parameters.maxLevel(); level++) {
      NttPoly x = scheme.encrypt(scheme.randomComplex(4), level).component(1);
      assertThat(Limbs.of(switcher.divideByP(switcher.multiplyByP(x)))).isDeepEqualTo(Limbs.of(x));
    }
  }

  @Test
  void aKeyTruncatedBelowTheDigitsIsRefused() {
    TestScheme scheme = new TestScheme(TestParameters.pairs(), 7);
    KeySwitcher switcher = new KeySwitcher(scheme.context(), scheme.engine());
    EvaluationKey key = scheme.newKey(new KeyId.Relinearisation(), 2);
    Ciphertext x = scheme.encrypt(scheme.randomComplex(4), 3);
    try (HoistedDigits digits = switcher.decompose(x.component(1))) {
      assertThatThrownBy(() -> switcher.innerProduct(digits, key, (_, _, _) -> {}))
          .isInstanceOf(KeyUnavailableException.LevelTooLow.class)
          .hasMessageContaining("level 3")
          .hasMessageContaining("level 2");
    }
  }
}
