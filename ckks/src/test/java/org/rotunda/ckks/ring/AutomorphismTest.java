package org.rotunda.ckks.ring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rotunda.ckks.ring.kernel.ScalarKernels;

class AutomorphismTest {
  private final Kernels kernels = new ScalarKernels();

  @ParameterizedTest
  @ValueSource(ints = {2, 4, 8, 16, 64})
  void permutesValuesAsItMapsCoefficients(int degree) {
    Modulus q = TestPrimes.ofRing(degree).getFirst();
    PrimeRing ring = new PrimeRing(degree, q);
    long[] a = new SplittableRandom(degree).longs(degree, 0, q.value()).toArray();
    long[] values = a.clone();
    kernels.forwardNtt(values, ring);
    for (int g = 1; g < 2 * degree; g += 2) {
      long[] image = new long[degree];
      for (int i = 0; i < degree; i++) {
        int exponent = i * g % (2 * degree);
        image[exponent % degree] = exponent < degree ? a[i] : q.negate(a[i]);
      }
      kernels.forwardNtt(image, ring);
      long[] permuted = new long[degree];
      kernels.permute(values, new Automorphism(degree, g).index(), permuted);
      assertThat(permuted).as("X -> X^%d, N = %d", g, degree).isEqualTo(image);
    }
  }

  @Test
  void theIdentityLeavesEveryIndexInPlace() {
    int[] index = new Automorphism(16, 1).index();
    for (int i = 0; i < index.length; i++) {
      assertThat(index[i]).isEqualTo(i);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 2, 32, 33})
  void elementsThatAreEvenOrOutOfRangeAreRefused(int element) {
    assertThatThrownBy(() -> new Automorphism(16, element))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("31")
        .hasMessageContaining(Integer.toString(element));
  }
}
