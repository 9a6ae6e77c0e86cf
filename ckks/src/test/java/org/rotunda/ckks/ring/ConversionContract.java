package org.rotunda.ckks.ring;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Basis conversions of an implementation of {@link Kernels}, against big integers. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ConversionContract {
  final Kernels kernels;
  final SplittableRandom random = new SplittableRandom(1);

  ConversionContract(Kernels kernels) {
    this.kernels = kernels;
  }

  /** Random residues with 0, 1 and q - 1 among them. */
  final long[] residues(int length, Modulus q) {
    long[] limb = new long[length];
    for (int i = 0; i < length; i++) {
      limb[i] =
          switch (random.nextInt(8)) {
            case 0 -> 0;
            case 1 -> 1;
            case 2 -> q.value() - 1;
            default -> random.nextLong(q.value());
          };
    }
    return limb;
  }

  static long mod(BigInteger x, Modulus q) {
    return x.mod(big(q.value())).longValueExact();
  }

  static BigInteger big(long x) {
    return BigInteger.valueOf(x);
  }

  @ParameterizedTest
  @MethodSource("conversions")
  void convertsBases(int sourceBits, int terms, int targetBits) {
    List<Long> primes = PrimeSearch.below(sourceBits, terms, 2, List.of());
    List<Modulus> sources = primes.stream().map(Modulus::new).toList();
    List<Modulus> targets =
        Stream.of(targetBits, 20, 50, 61)
            .map(bits -> PrimeSearch.below(bits, 1, 2, primes).getFirst())
            .map(Modulus::new)
            .toList();
    for (Rounding rounding : Rounding.values()) {
      checkConversion(new ConversionTable(sources, targets, rounding));
    }
  }

  /** Source sizes on both sides of every bound of a kernel, and numbers of sources likewise. */
  static Stream<Arguments> conversions() {
    return IntStream.of(30, 49, 50, 51, 61)
        .boxed()
        .flatMap(
            bits ->
                IntStream.of(1, 3, 4, 7, 11, 12, 24, 63)
                    .mapToObj(terms -> Arguments.of(bits, terms, bits == 49 ? 50 : 49)));
  }

  /** A mixed basis: sources of one and of two columns side by side. */
  @Test
  void convertsFromPrimesOfMixedSizes() {
    List<Modulus> sources =
        IntStream.of(60, 50, 45, 61, 33)
            .mapToObj(bits -> new Modulus(PrimeSearch.below(bits, 1, 2, List.of()).getFirst()))
            .toList();
    List<Modulus> targets =
        IntStream.of(47, 59)
            .mapToObj(bits -> new Modulus(PrimeSearch.below(bits, 1, 2, List.of()).getFirst()))
            .toList();
    for (Rounding rounding : Rounding.values()) {
      checkConversion(new ConversionTable(sources, targets, rounding));
    }
  }

  private void checkConversion(ConversionTable table) {
    int length = 1024;
    int terms = table.sources().size();
    long[][] y = new long[terms][];
    for (int k = 0; k < terms; k++) {
      Modulus q = table.sources().get(k);
      y[k] = residues(length, q);
      // The largest sums of either sign that centered inputs have.
      y[k][0] = q.value() - 1;
      y[k][1] = q.value() / 2;
      y[k][2] = q.value() / 2 + 1;
    }
    long[][] out = new long[table.targets().size()][length];
    long[] scratch = new long[length];
    kernels.convertBasis(y, table, out, 0, length / 2, scratch);
    kernels.convertBasis(y, table, out, length / 2, length / 2 + 3, scratch);
    kernels.convertBasis(y, table, out, length / 2 + 3, length, scratch);
    for (int i = 0; i < length; i++) {
      BigInteger sum = BigInteger.ZERO;
      BigInteger product =
          table.sources().stream()
              .map(q -> big(q.value()))
              .reduce(BigInteger.ONE, BigInteger::multiply);
      long quotient = 0;
      for (int k = 0; k < terms; k++) {
        sum = sum.add(big(y[k][i]).multiply(product.divide(big(table.sources().get(k).value()))));
        quotient += table.quotient(k).of(y[k][i]);
      }
      long u = table.rounding() == Rounding.CENTERED ? FixedPointQuotient.round(quotient) : 0;
      BigInteger converted = sum.subtract(product.multiply(big(u)));
      for (int t = 0; t < out.length; t++) {
        assertThat(out[t][i])
            .as("coefficient %d of %s to %s", i, table.sources(), table.targets().get(t))
            .isEqualTo(mod(converted, table.targets().get(t)));
      }
    }
  }
}
