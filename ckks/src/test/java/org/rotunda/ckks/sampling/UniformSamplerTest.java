package org.rotunda.ckks.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rotunda.ckks.ring.Kernels;
import org.rotunda.ckks.ring.Modulus;
import org.rotunda.ckks.ring.kernel.KernelProvider;
import org.rotunda.ckks.ring.kernel.ScalarKernels;
import org.rotunda.ckks.testing.SeededRandom;

class UniformSamplerTest {
  private static final Kernels KERNELS = new ScalarKernels();

  @ParameterizedTest
  @ValueSource(longs = {3, 5, 17, 97, 257})
  void everyResidueOfASmallModulusIsEquallyLikely(long q) {
    long[] limb = new long[(int) q * 500];
    UniformSampler.fill(limb, new Modulus(q), new SeededRandom(q), KERNELS);
    long[] counts = new long[(int) q];
    for (long residue : limb) {
      counts[(int) residue]++;
    }
    ChiSquare.assertUniform(counts);
  }

  @ParameterizedTest
  @ValueSource(
      longs = {1099511592961L, 562949953438721L, 1152921504606830593L, 2305843009213554689L})
  void everyIntervalOfALargeModulusIsEquallyLikely(long q) {
    int intervals = 200;
    long[] limb = new long[100_000];
    UniformSampler.fill(limb, new Modulus(q), new SeededRandom(q), KERNELS);
    long[] counts = new long[intervals];
    long[] lowBits = new long[256];
    for (long residue : limb) {
      assertThat(residue).isBetween(0L, q - 1);
      counts[(int) (residue / (q / intervals + 1))]++;
      lowBits[(int) (residue & 255)]++;
    }
    ChiSquare.assertUniform(counts);
    ChiSquare.assertUniform(lowBits);
  }

  @Test
  void oneStreamGivesTheSameResiduesAgain() {
    Modulus q = new Modulus(97);
    long[] first = new long[100];
    long[] second = new long[100];
    UniformSampler.fill(first, q, new SeededRandom(1), KERNELS);
    UniformSampler.fill(second, q, new SeededRandom(1), KERNELS);
    assertThat(second).isEqualTo(first);
    UniformSampler.fill(second, q, new SeededRandom(2), KERNELS);
    assertThat(second).isNotEqualTo(first);
  }

  /** Stored seeds and recorded runs depend on it. */
  @ParameterizedTest
  @ValueSource(longs = {3, 97, 562949953438721L, 1152921504606830593L})
  void residuesAreThoseDrawnOneByOneOnAllKernels(long q) {
    long[] expected = new long[5_000];
    try (RandomWords words = new RandomWords(new SeededRandom(q))) {
      for (int i = 0; i < expected.length; i++) {
        expected[i] = words.below(q);
      }
    }
    for (Kernels kernels : List.of(KERNELS, KernelProvider.select())) {
      long[] limb = new long[expected.length];
      UniformSampler.fill(limb, new Modulus(q), new SeededRandom(q), kernels);
      assertThat(limb).as(kernels.name()).isEqualTo(expected);
    }
  }
}
