package org.rotunda.ckks.encoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rotunda.ckks.params.CkksContext;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.ckks.ring.CoeffPoly;
import org.rotunda.ckks.ring.Engine;
import org.rotunda.ckks.ring.LimbAllocator;
import org.rotunda.ckks.ring.LimbExecutor;
import org.rotunda.ckks.ring.LimbPool;
import org.rotunda.ckks.ring.Modulus;
import org.rotunda.ckks.ring.PrimeRing;
import org.rotunda.ckks.ring.RingArithmetic;
import org.rotunda.ckks.ring.kernel.KernelProvider;
import org.rotunda.ckks.ring.kernel.ScalarKernels;
import org.rotunda.ckks.testing.Allocation;
import org.rotunda.ckks.testing.Limbs;
import org.rotunda.ckks.testing.SlotErrors;
import org.rotunda.ckks.testing.TestParameters;

class EncoderTest {
  private static final Engine ENGINE =
      new Engine(new ScalarKernels(), LimbAllocator.heap(), LimbExecutor.serial());

  private static CkksContext context(int logDegree) {
    return CkksContext.of(
        Parameters.builder()
            .logDegree(logDegree)
            .q(60, 1)
            .q(56, 4)
            .p(60, 2)
            .insecureForTesting()
            .build());
  }

  private static ComplexVector random(int slots, boolean complex) {
    SplittableRandom random = new SplittableRandom(slots);
    double[] real = random.doubles(slots, -1, 1).toArray();
    return complex
        ? ComplexVector.of(real, random.doubles(slots, -1, 1).toArray())
        : ComplexVector.ofReal(real);
  }

  /**
   * How far a round trip may be off: 2n coefficients rounded by 1/2 each, and two transforms whose
   * errors in the 2-norm are at most 8 units of 2^-53 a stage (Higham, "Accuracy and Stability of
   * Numerical Algorithms", theorem 24.2), the twist and the scaling counted as two stages.
   */
  private static double bound(int slots, double scale) {
    double stages = Math.log(slots) / Math.log(2) + 2;
    return slots / scale + 2 * 8 * 0x1p-53 * stages * Math.sqrt(2.0 * slots);
  }

  @Test
  void whatOneThreadDoesAloneIsWorkOfTheExecutorToo() {
    List<Integer> counts = new ArrayList<>();
    LimbExecutor recording =
        (count, task) -> {
          counts.add(count);
          LimbExecutor.serial().forEach(count, task);
        };
    CkksContext context = context(5);
    Engine engine = new Engine(new ScalarKernels(), LimbAllocator.heap(), recording);
    Encoder encoder = new Encoder(context, engine);
    int limbs = context.parameters().maxLevel() + 1;
    Plaintext plaintext = encoder.encode(random(16, true));
    assertThat(counts).as("encoding").containsExactly(1, limbs);
    counts.clear();
    assertThat(encoder.decode(plaintext).size()).isEqualTo(16);
    assertThat(counts).as("decoding").containsExactly(limbs, 1);
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 4, 5, 6, 8})
  void slotsAreTheValuesOfThePolynomial(int logDegree) {
    CkksContext context = context(logDegree);
    int degree = context.parameters().degree();
    Encoder encoder = new Encoder(context, ENGINE);
    for (int slots = 1; slots <= degree / 2; slots *= 2) {
      ComplexVector values = random(slots, true);
      double scale = 0x1p40;
      CoeffPoly poly = new RingArithmetic(ENGINE).toCoeff(encoder.encode(values, 0, scale).poly());
      Modulus q = poly.basis().modulus(0);
      double[] real = new double[slots];
      double[] imaginary = new double[slots];
      int power = 1;
      for (int j = 0; j < slots; j++) {
        for (int k = 0; k < degree; k++) {
          double angle = Math.PI * ((long) power * k % (2L * degree)) / degree;
          double coefficient = q.centered(poly.limb(0)[k]) / scale;
          real[j] += coefficient * Math.cos(angle);
          imaginary[j] += coefficient * Math.sin(angle);
        }
        power = power * 5 % (2 * degree);
      }
      assertThat(SlotErrors.of(ComplexVector.of(real, imaginary), values).largest())
          .as("N = %d, %d slots", degree, slots)
          .isLessThanOrEqualTo(bound(slots, scale));
    }
  }

  static Stream<Parameters> table() {
    return TestParameters.table();
  }

  @ParameterizedTest
  @MethodSource("table")
  void everyNumberOfSlotsRealAndComplexComesBackAtEveryLevel(Parameters parameters) {
    Encoder encoder = new Encoder(CkksContext.of(parameters), ENGINE);
    for (int slots = 1; slots <= parameters.slots(); slots *= 2) {
      for (boolean complex : new boolean[] {false, true}) {
        for (int level = 0; level <= parameters.maxLevel(); level++) {
          ComplexVector values = random(slots, complex);
          Plaintext plaintext = encoder.encode(values, level, parameters.scale());
          assertThat(plaintext.level()).isEqualTo(level);
          assertThat(plaintext.slots()).isEqualTo(slots);
          assertThat(SlotErrors.of(encoder.decode(plaintext), values).largest())
              .as("%d slots, level %d", slots, level)
              .isLessThanOrEqualTo(bound(slots, parameters.scale()));
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0x1p62, 0x1p63, 0x1.8p64, 0x1p100, 0x1p120, 0x1p200})
  void scalesBeyondTheWordAreExactToDoublePrecision(double scale) {
    CkksContext context = context(8);
    Encoder encoder = new Encoder(context, ENGINE);
    ComplexVector values = random(128, true);
    assertThat(SlotErrors.of(encoder.decode(encoder.encode(values, 4, scale)), values).largest())
        .isLessThanOrEqualTo(bound(128, scale));
  }

  @Test
  void defaultsAreTheTopLevelAndTheParametersScale() {
    CkksContext context = context(5);
    Plaintext plaintext = new Encoder(context, ENGINE).encode(random(16, false));
    assertThat(plaintext.level()).isEqualTo(4);
    assertThat(plaintext.scale()).isEqualTo(0x1p40);
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e305})
  void slotsThatAreNotFiniteAreRefused(double bad) {
    Encoder encoder = new Encoder(context(5), ENGINE);
    double[] real = IntStream.range(0, 16).mapToDouble(i -> i == 3 ? bad : i).toArray();
    assertThatThrownBy(() -> encoder.encode(ComplexVector.ofReal(real)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("finite");
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, 0, -1})
  void scalesThatAreNotPositiveAndFiniteAreRefused(double scale) {
    Encoder encoder = new Encoder(context(5), ENGINE);
    assertThatThrownBy(() -> encoder.encode(random(16, true), 0, scale))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(Double.toString(scale));
  }

  @Test
  void moreSlotsThanHalfTheDegreeAreRefused() {
    Encoder encoder = new Encoder(context(5), ENGINE);
    assertThatThrownBy(() -> encoder.encode(random(32, false)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("16")
        .hasMessageContaining("32");
  }

  /** Scratch is used again, also where encodings of other sizes and failures lie between. */
  @Test
  void encodingsDoNotDependOnThoseBefore() {
    Encoder used = new Encoder(context(5), ENGINE);
    for (int slots : new int[] {16, 4, 16, 2, 4}) {
      ComplexVector values = random(slots, true);
      double[] fours = new double[slots];
      Arrays.fill(fours, 4);
      assertThatThrownBy(() -> used.encode(ComplexVector.ofReal(fours), 3, Double.MAX_VALUE))
          .isInstanceOf(IllegalArgumentException.class);
      // Coefficients beyond 2^63 are kept as doubles for as long as they are needed.
      for (double scale : new double[] {0x1p40, 0x1p90}) {
        Encoder fresh = new Encoder(context(5), ENGINE);
        RoundedEncoding before = used.round(values, scale);
        Plaintext plaintext = used.encode(values, 3, scale);
        assertThat(Limbs.of(plaintext.poly()))
            .isDeepEqualTo(Limbs.of(fresh.encode(values, 3, scale).poly()));
        assertThat(used.decode(plaintext).real()).isEqualTo(fresh.decode(plaintext).real());
        PrimeRing ring = plaintext.poly().basis().ring(0);
        assertThat(before.values(ring, ENGINE.kernels()))
            .isEqualTo(fresh.round(values, scale).values(ring, ENGINE.kernels()));
      }
    }
  }

  @Test
  void severalThreadsEncodeAtOnce() {
    Encoder encoder = new Encoder(context(8), ENGINE);
    long[][][] expected =
        IntStream.range(0, 64)
            .mapToObj(i -> new Encoder(context(8), ENGINE).encode(random(1 << i % 8, true)))
            .map(plaintext -> Limbs.of(plaintext.poly()))
            .toArray(long[][][]::new);
    long[][][] actual =
        IntStream.range(0, 64)
            .parallel()
            .mapToObj(i -> encoder.encode(random(1 << i % 8, true)))
            .map(plaintext -> Limbs.of(plaintext.poly()))
            .toArray(long[][][]::new);
    assertThat(actual).isEqualTo(expected);
  }

  /** At twice the degree an array of a byte a coefficient would show. */
  @Test
  void warmEncodingsAllocateNoMoreAtTwiceTheDegree() {
    Encoder small = pooled(13);
    Encoder large = pooled(14);
    int slots = 1 << 13;
    long limb = (long) slots * Long.BYTES;
    long bound = limb / 16;
    for (int part : new int[] {1, 2}) {
      assertThat(
              Allocation.growth(
                  encoding(large, slots / part), encoding(small, slots / 2 / part), limb, bound))
          .as("bytes that encoding %d slots allocates beyond those of half as many", slots / part)
          .isLessThan(bound);
    }
    try (Plaintext fewer = small.encode(random(slots / 2, false), 1, 0x1p40);
        Plaintext more = large.encode(random(slots, false), 1, 0x1p40)) {
      // What is returned holds N numbers.
      assertThat(
              Allocation.growth(
                  () -> large.decode(more), () -> small.decode(fewer), 2 * limb, limb + bound))
          .as("bytes that decoding allocates beyond those of half the slots")
          .isLessThan(limb + bound);
    }
  }

  private static Encoder pooled(int logDegree) {
    LimbPool pool = new LimbPool(1 << logDegree, Long.MAX_VALUE);
    return new Encoder(
        context(logDegree), new Engine(KernelProvider.select(), pool, LimbExecutor.serial()));
  }

  private static Runnable encoding(Encoder encoder, int slots) {
    ComplexVector values = random(slots, false);
    return () -> encoder.encode(values, 1, 0x1p40).close();
  }

  @Test
  void aPoolHoldsNoMoreThanThePlaintextAfterwards() {
    CkksContext context = context(5);
    LimbPool pool = new LimbPool(32, Long.MAX_VALUE);
    Encoder encoder =
        new Encoder(context, new Engine(new ScalarKernels(), pool, LimbExecutor.serial()));
    Plaintext plaintext = encoder.encode(random(16, true), 3, 0x1p40);
    assertThat(pool.usedBytes()).isEqualTo(4 * 32 * 8);
    encoder.decode(plaintext);
    assertThat(pool.usedBytes()).isEqualTo(4 * 32 * 8);
    plaintext.close();
    assertThat(pool.usedBytes()).isZero();
    assertThatThrownBy(() -> encoder.decode(plaintext)).isInstanceOf(IllegalStateException.class);
  }
}
