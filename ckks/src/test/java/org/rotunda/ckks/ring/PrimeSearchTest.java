package org.rotunda.ckks.ring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrimeSearchTest {
  private static final int DEGREE = 16;

  private static List<Long> primesBetween(long least, long most) {
    return LongStream.rangeClosed(least, most)
        .filter(x -> x % (2 * DEGREE) == 1 && BigInteger.valueOf(x).isProbablePrime(40))
        .boxed()
        .toList();
  }

  @ParameterizedTest
  @CsvSource({"256, 2", "1024, 5", "1023, 5", "1000, 4", "16384, 30", "20011, 30"})
  void nearestPrimesComeInOrderOfDistance(long centre, int count) {
    List<Long> expected =
        primesBetween(centre / 2, centre + centre / 2).stream()
            .sorted(
                Comparator.<Long>comparingLong(x -> Math.abs(x - centre))
                    .thenComparing(Comparator.reverseOrder()))
            .limit(count)
            .toList();
    List<Long> found = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      found.add(PrimeSearch.nearest(centre, DEGREE, found));
    }
    assertThat(found).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"8, 1", "10, 4", "14, 30"})
  void belowFindsTheLargestPrimesDescending(int bits, int count) {
    List<Long> expected =
        primesBetween(1L << (bits - 1), 1L << bits).reversed().stream().limit(count).toList();

    assertThat(PrimeSearch.below(bits, count, DEGREE, List.of())).isEqualTo(expected);
  }

  @Test
  void excludedPrimesAreSkipped() {
    List<Long> below = PrimeSearch.below(40, 4, 1024, List.of());

    assertThat(PrimeSearch.below(40, 2, 1024, below.subList(0, 2))).isEqualTo(below.subList(2, 4));
  }

  @ParameterizedTest
  @CsvSource({"20, 512", "30, 8192", "50, 65536", "60, 131072"})
  void foundNumbersServeAsModuliOfTheRing(int bits, int degree) {
    long prime = PrimeSearch.nearest(1L << bits, degree, List.of());
    assertThat(new Modulus(prime).value() % (2L * degree)).isEqualTo(1);
    assertThat(PrimeSearch.below(bits, 1, degree, List.of()).getFirst() % (2L * degree))
        .isEqualTo(1);
  }

  @Test
  void tooFewPrimesOfASizeAreRefusedWithBothNumbers() {
    assertThatThrownBy(() -> PrimeSearch.below(12, 500, 1024, List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("fewer than 500")
        .hasMessageContaining("12 bits")
        .hasMessageContaining("2048");
    assertThatThrownBy(() -> PrimeSearch.nearest(100, 1024, List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("100")
        .hasMessageContaining("2048");
  }

  @ParameterizedTest
  @ValueSource(ints = {-3, 0, 4, 62, 64})
  void sizesThatFitNoModulusAreRefused(int bits) {
    assertThatThrownBy(() -> PrimeSearch.below(bits, 1, DEGREE, List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(Integer.toString(bits));
  }
}
