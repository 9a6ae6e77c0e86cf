package org.rotunda.ckks.ring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PrimeRingTest {
  private static final int DEGREE = 32;

  static Stream<Modulus> moduli() {
    return TestPrimes.ofRing(DEGREE).stream();
  }

  @ParameterizedTest
  @MethodSource("moduli")
  void psiIsThePrimitiveRootThatNoOtherUndercuts(Modulus q) {
    PrimeRing ring = new PrimeRing(DEGREE, q);
    assertThat(q.power(ring.psi(), DEGREE)).isEqualTo(q.value() - 1);
    for (int odd = 3; odd < 2 * DEGREE; odd += 2) {
      assertThat(q.power(ring.psi(), odd)).isGreaterThan(ring.psi());
    }
  }

  @ParameterizedTest
  @MethodSource("moduli")
  void tablesHoldPowersInBitReversedOrderWithTheirCompanions(Modulus q) {
    PrimeRing ring = new PrimeRing(DEGREE, q);
    for (int i = 0; i < DEGREE; i++) {
      int place = Integer.reverse(i) >>> (Integer.SIZE - 5);
      long power = q.power(ring.psi(), i);
      assertThat(ring.roots()[place]).isEqualTo(power);
      assertThat(ring.rootsShoup()[place]).isEqualTo(q.shoup(power));
    }
    assertThat(q.multiply(ring.inverseDegree(), q.reduceWord(DEGREE))).isEqualTo(1);
  }

  @Test
  void aModulusWithoutTheRootsIsRefused() {
    assertThatThrownBy(() -> new PrimeRing(DEGREE, new Modulus(17)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("17")
        .hasMessageContaining("64");
  }

  @Test
  void ringsOfOneDegreeAndModulusAreEqual() {
    Modulus q = TestPrimes.ofRing(DEGREE).getFirst();
    assertThat(new PrimeRing(DEGREE, q))
        .isEqualTo(new PrimeRing(DEGREE, q))
        .hasSameHashCodeAs(new PrimeRing(DEGREE, q))
        .isNotEqualTo(new PrimeRing(DEGREE / 2, q));
  }
}
