package org.rotunda.ckks.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.rotunda.ckks.evaluation.EvaluationKey;
import org.rotunda.ckks.evaluation.ExplicitHalf;
import org.rotunda.ckks.evaluation.KeyId;
import org.rotunda.ckks.evaluation.KeyId.Encapsulation.Direction;
import org.rotunda.ckks.params.ParameterException;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.ckks.params.Presets;
import org.rotunda.ckks.params.Security;
import org.rotunda.ckks.ring.Automorphism;
import org.rotunda.ckks.ring.Engine;
import org.rotunda.ckks.ring.GaloisElements;
import org.rotunda.ckks.ring.LimbBlock;
import org.rotunda.ckks.ring.LimbExecutor;
import org.rotunda.ckks.ring.LimbPool;
import org.rotunda.ckks.ring.NttPoly;
import org.rotunda.ckks.ring.RingArithmetic;
import org.rotunda.ckks.ring.RnsBasis;
import org.rotunda.ckks.ring.kernel.KernelProvider;
import org.rotunda.ckks.testing.BigPolys;
import org.rotunda.ckks.testing.SeededRandom;
import org.rotunda.ckks.testing.TestParameters;
import org.rotunda.ckks.testing.TestScheme;

class EvaluationKeyGeneratorTest {
  private static final SecretKeyAccess ACCESS = SecretKeyAccess.onKeyOwnersMachine();

  static Stream<Parameters> small() {
    return TestParameters.table().filter(parameters -> parameters.degree() <= 2048);
  }

  /** b_j + a_j s' - P g_j s_old for every digit, which is the error e_j. */
  private static List<NttPoly> errors(TestScheme scheme, EvaluationKey key) {
    Parameters parameters = scheme.parameters();
    RnsBasis basis = scheme.context().ring().basisQp(key.level());
    RingArithmetic arithmetic = new RingArithmetic(scheme.engine());
    NttPoly s = arithmetic.toNtt(arithmetic.lift(scheme.secret().coefficients(ACCESS), basis));
    NttPoly ephemeral =
        arithmetic.toNtt(
            arithmetic.lift(scheme.secret().ephemeral(ACCESS).coefficients(ACCESS), basis));
    NttPoly from =
        switch (key.id()) {
          case KeyId.Relinearisation _ -> arithmetic.multiply(s, s);
          case KeyId.Galois _ -> s;
          case KeyId.Encapsulation(Direction direction) ->
              direction == Direction.INTO ? s : ephemeral;
        };
    NttPoly to =
        switch (key.id()) {
          case KeyId.Relinearisation _ -> s;
          case KeyId.Galois(int element) ->
              arithmetic.permute(
                  s,
                  new Automorphism(
                      parameters.degree(), GaloisElements.inverse(element, parameters.degree())));
          case KeyId.Encapsulation(Direction direction) ->
              direction == Direction.INTO ? ephemeral : s;
        };
    BigInteger special = scheme.context().ring().basisP().product();
    List<NttPoly> errors = new ArrayList<>();
    for (int j = 0; j < parameters.digits(key.level()); j++) {
      int digit = j;
      NttPoly b = halves(basis, i -> key.b(digit, basis.primeIndex(i)));
      NttPoly a =
          halves(
              basis,
              i -> key.a().limbs(digit + 1, basis.primeIndex(i), scheme.engine()).get(digit));
      NttPoly gadget =
          arithmetic.multiplyScalar(
              from,
              i ->
                  basis.primeIndex(i) <= parameters.maxLevel()
                          && basis.primeIndex(i) / parameters.digitSize() == digit
                      ? basis.modulus(i).reduce(special)
                      : 0);
      errors.add(arithmetic.subtract(arithmetic.add(b, arithmetic.multiply(a, to)), gadget));
    }
    return errors;
  }

  private static NttPoly halves(RnsBasis basis, IntFunction<long[]> limb) {
    return new NttPoly(
        basis,
        LimbBlock.onHeap(IntStream.range(0, basis.size()).mapToObj(limb).toArray(long[][]::new)));
  }

  @ParameterizedTest
  @MethodSource("small")
  void everyDigitSatisfiesTheKeyEquationWithAFreshGaussianError(Parameters parameters) {
    TestScheme scheme = new TestScheme(parameters, 61);
    RingArithmetic arithmetic = new RingArithmetic(scheme.engine());
    List<List<BigInteger>> all = new ArrayList<>();
    int conjugation = GaloisElements.conjugation(parameters.degree());
    for (KeyId id :
        List.of(
            new KeyId.Relinearisation(),
            new KeyId.Galois(5),
            new KeyId.Galois(conjugation),
            new KeyId.Encapsulation(Direction.OUT_OF))) {
      for (int level = 0; level <= parameters.maxLevel(); level++) {
        for (NttPoly error : errors(scheme, scheme.newKey(id, level))) {
          List<BigInteger> coefficients = BigPolys.centered(error, arithmetic);
          // One integer polynomial modulo all primes: 12 sigma is 38.4.
          assertThat(coefficients).allMatch(c -> c.abs().bitLength() <= 6);
          double meanSquare =
              coefficients.stream()
                  .mapToDouble(c -> Math.pow(c.doubleValue(), 2))
                  .average()
                  .getAsDouble();
          // The mean of N squares varies by sqrt(2/N): six of its standard deviations.
          double spread = 6 * Math.sqrt(2.0 / parameters.degree());
          assertThat(meanSquare / (Parameters.SIGMA * Parameters.SIGMA))
              .as("%s at level %d", id, level)
              .isBetween(1 - spread, 1 + spread);
          all.add(coefficients);
        }
      }
    }
    assertThat(all).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("small")
  void theKeyIntoTheEphemeralSecretExistsModuloTwoPrimesOnly(Parameters parameters) {
    TestScheme scheme = new TestScheme(parameters, 64);
    RingArithmetic arithmetic = new RingArithmetic(scheme.engine());
    KeyId id = new KeyId.Encapsulation(Direction.INTO);
    EvaluationKey key = scheme.newKey(id, 0);
    int special = parameters.maxLevel() + 1;
    RnsBasis basis = scheme.context().ring().basis(0, special);
    NttPoly s = arithmetic.toNtt(arithmetic.lift(scheme.secret().coefficients(ACCESS), basis));
    NttPoly ephemeral =
        arithmetic.toNtt(
            arithmetic.lift(scheme.secret().ephemeral(ACCESS).coefficients(ACCESS), basis));
    NttPoly b = halves(basis, i -> key.b(0, basis.primeIndex(i)));
    NttPoly a = halves(basis, i -> key.a().limbs(1, basis.primeIndex(i), scheme.engine()).get(0));
    NttPoly gadget =
        arithmetic.multiplyScalar(
            s, i -> i == 0 ? basis.modulus(0).reduceWord(parameters.prime(special)) : 0);
    NttPoly error =
        arithmetic.subtract(arithmetic.add(b, arithmetic.multiply(a, ephemeral)), gadget);
    assertThat(BigPolys.centered(error, arithmetic)).allMatch(c -> c.abs().bitLength() <= 6);
    for (int k = 1; k < parameters.p().size(); k++) {
      assertThat(key.b(0, special + k)).as("special prime %d", k).containsOnly(0);
    }
    assertThatThrownBy(() -> scheme.newKey(id, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("level 0")
        .hasMessageContaining("level 1");
  }

  @Test
  void theEphemeralSecretIsSparseAndBelongsToTheSecret() {
    Parameters parameters = TestParameters.oneDigitOfOnePrime();
    SecretKey secret = SecretKey.generate(parameters, new SeededRandom(65));
    SecretKey other = SecretKey.generate(parameters, new SeededRandom(66));
    long[] ephemeral = secret.ephemeral(ACCESS).coefficients(ACCESS);
    assertThat(Arrays.stream(ephemeral).map(Math::abs).sum()).isEqualTo(Security.EPHEMERAL_WEIGHT);
    assertThat(secret.ephemeral(ACCESS).coefficients(ACCESS)).isEqualTo(ephemeral);
    assertThat(other.ephemeral(ACCESS).coefficients(ACCESS)).isNotEqualTo(ephemeral);
  }

  @ParameterizedTest
  @EnumSource
  void noKeyShowsTheEphemeralSecretWhereItIsNotSecure(Direction direction) {
    TestScheme scheme = new TestScheme(Presets.n13(), 67);
    assertThatThrownBy(() -> scheme.newKey(new KeyId.Encapsulation(direction), 0))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("ephemeral secret at N = 2^13");
  }

  @Test
  void keysTakeNothingFromAPool() {
    Parameters parameters = TestParameters.oneDigitOfOnePrime();
    LimbPool pool = new LimbPool(parameters.degree(), Long.MAX_VALUE);
    TestScheme scheme = new TestScheme(parameters, 62);
    try (EvaluationKeyGenerator generator =
        new EvaluationKeyGenerator(
            scheme.context(),
            new Engine(KernelProvider.select(), pool, LimbExecutor.serial()),
            scheme.secret(),
            new SeededRandom(1),
            ACCESS)) {
      long before = pool.usedBytes();
      generator.generate(
          new KeyId.Galois(5), 1, new ExplicitHalf(1, parameters, new long[2][3][1024]));
      assertThat(pool.usedBytes()).isEqualTo(before);
    }
    assertThat(pool.usedBytes()).isZero();
  }

  @Test
  void aClosedGeneratorRefusesAndClosesAgain() {
    Parameters parameters = TestParameters.oneDigitOfOnePrime();
    TestScheme scheme = new TestScheme(parameters, 63);
    EvaluationKeyGenerator generator =
        new EvaluationKeyGenerator(
            scheme.context(), scheme.engine(), scheme.secret(), new SeededRandom(1), ACCESS);
    generator.close();
    generator.close();
    ExplicitHalf a = new ExplicitHalf(0, parameters, new long[1][2][1024]);
    assertThatThrownBy(() -> generator.generate(new KeyId.Galois(5), 0, a))
        .isInstanceOf(IllegalStateException.class);
  }
}
