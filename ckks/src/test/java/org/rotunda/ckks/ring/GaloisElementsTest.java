package org.rotunda.ckks.ring;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GaloisElementsTest {
  @ParameterizedTest
  @ValueSource(ints = {4, 8, 64, 1 << 10, 1 << 17})
  void rotationsOfEveryAmountArePowersOfFive(int degree) {
    int slots = degree / 2;
    for (int amount :
        new int[] {
          0,
          1,
          2,
          slots / 2,
          slots - 1,
          slots,
          slots + 1,
          3 * slots + 1,
          -1,
          -slots,
          -slots - 1,
          Integer.MAX_VALUE,
          Integer.MIN_VALUE
        }) {
      int expected =
          BigInteger.valueOf(5)
              .modPow(
                  BigInteger.valueOf(Math.floorMod(amount, slots)), BigInteger.valueOf(2L * degree))
              .intValueExact();
      assertThat(GaloisElements.rotation(amount, degree))
          .as("amount %d, N = %d", amount, degree)
          .isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 8, 64, 1024})
  void rotationsAndConjugationGenerateAllOddElements(int degree) {
    Set<Integer> elements = new HashSet<>();
    for (int amount = 0; amount < degree / 2; amount++) {
      int rotation = GaloisElements.rotation(amount, degree);
      elements.add(rotation);
      elements.add(rotation * GaloisElements.conjugation(degree) & (2 * degree - 1));
    }
    assertThat(elements).hasSize(degree).allMatch(g -> (g & 1) == 1 && g > 0 && g < 2 * degree);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 8, 64, 1024, 1 << 17})
  void everyOddElementHasItsInverse(int degree) {
    for (int g = 1; g < 2 * degree; g += 2) {
      int inverse = GaloisElements.inverse(g, degree);
      assertThat(inverse).isPositive().isLessThan(2 * degree);
      assertThat((long) g * inverse % (2L * degree))
          .as("inverse of %d, N = %d", g, degree)
          .isEqualTo(1);
    }
  }
}
