package org.rotunda.ckks.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rotunda.ckks.params.CkksContext;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.ckks.testing.SeededRandom;
import org.rotunda.ckks.testing.TestParameters;
import org.rotunda.ckks.testing.TestScheme;

class SecretKeyTest {
  private static final SecretKeyAccess ACCESS = SecretKeyAccess.onKeyOwnersMachine();
  private final Parameters parameters = TestParameters.oneDigitOfOnePrime();

  @Test
  void coefficientsAreDrawnAsTheParametersSay() {
    long[] dense = SecretKey.generate(parameters, new SeededRandom(1)).coefficients(ACCESS);
    // 2N/3 = 683 with a deviation of sqrt(2N/9) = 15.
    assertThat(Arrays.stream(dense).filter(c -> c != 0).count()).isBetween(583L, 783L);
    Parameters sparse = TestParameters.sparseSecret();
    long[] few = SecretKey.generate(sparse, new SeededRandom(1)).coefficients(ACCESS);
    assertThat(Arrays.stream(few).map(Math::abs).sum()).isEqualTo(64);
  }

  @Test
  void copiesWhatItTakesAndGives() {
    long[] given = new long[1024];
    given[3] = -1;
    SecretKey key = SecretKey.of(parameters, given, ACCESS);
    given[3] = 1;
    key.coefficients(ACCESS)[3] = 0;
    assertThat(key.coefficients(ACCESS)[3]).isEqualTo(-1);
  }

  @Test
  void aDestroyedKeyGivesNothingAnyMore() {
    SecretKey key = SecretKey.generate(parameters, new SeededRandom(2));
    assertThat(key.isDestroyed()).isFalse();
    key.destroy();
    key.destroy();
    assertThat(key.isDestroyed()).isTrue();
    assertThatThrownBy(() -> key.coefficients(ACCESS))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("destroyed");
  }

  @Test
  void textShowsNoCoefficient() {
    assertThat(SecretKey.generate(parameters, new SeededRandom(3)))
        .hasToString("SecretKey[parameters " + parameters.shortDigest() + "]");
  }

  @ParameterizedTest
  @ValueSource(longs = {2, -2, 256, Long.MAX_VALUE, Long.MIN_VALUE})
  void coefficientsThatAreNotTernaryAreRefusedWithoutShowingThem(long bad) {
    long[] coefficients = new long[1024];
    coefficients[7] = bad;
    assertThatThrownBy(() -> SecretKey.of(parameters, coefficients, ACCESS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("coefficient 7");
  }

  @Test
  void wrongNumbersAndWeightsAreRefused() {
    assertThatThrownBy(() -> SecretKey.of(parameters, new long[1023], ACCESS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1024")
        .hasMessageContaining("1023");
    Parameters sparse = TestParameters.sparseSecret();
    assertThatThrownBy(() -> SecretKey.of(sparse, new long[sparse.degree()], ACCESS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("weight 64")
        .hasMessageContaining("has 0");
  }

  @Test
  void keysOfOtherParametersAreRefusedWithBothDigests() {
    SecretKey key = SecretKey.generate(parameters, new SeededRandom(4));
    TestScheme other = new TestScheme(CkksContext.of(TestParameters.sixtyBit()), 1);
    assertThatThrownBy(() -> new Decryptor(other.context(), other.engine(), key, ACCESS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(parameters.shortDigest())
        .hasMessageContaining(other.parameters().shortDigest());
  }
}
