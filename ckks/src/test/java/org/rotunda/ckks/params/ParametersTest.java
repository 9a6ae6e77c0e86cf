package org.rotunda.ckks.params;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rotunda.ckks.ring.PrimeSearch;
import org.rotunda.ckks.ring.Rounding;
import org.rotunda.ckks.testing.TestParameters;

class ParametersTest {
  private static final SecretDistribution TERNARY = new SecretDistribution.UniformTernary();
  private static final List<Long> PRIMES = PrimeSearch.below(40, 6, 1024, List.of());
  private static final List<Long> Q = PRIMES.subList(0, 4);
  private static final List<Long> P = PrimeSearch.below(50, 2, 1024, List.of());

  private static Parameters make(
      int logDegree, List<Long> q, List<Long> p, int alpha, int logScale) {
    return new Parameters(
        logDegree,
        q,
        p,
        alpha,
        logScale,
        TERNARY,
        Rounding.CENTERED,
        Security.INSECURE_FOR_TESTING);
  }

  private static void assertRefused(Runnable construction, String... parts) {
    assertThatThrownBy(construction::run)
        .isInstanceOf(ParameterException.class)
        .satisfies(refusal -> assertThat(refusal.getMessage()).contains(parts));
  }

  @Test
  void degreesOutOfRangeAreRefused() {
    assertRefused(() -> make(2, Q, P, 1, 40), "log2 N", "between 3 and 17", "is 2");
    assertRefused(() -> make(18, Q, P, 1, 40), "log2 N", "between 3 and 17", "is 18");
  }

  @Test
  void chainsThatAreEmptyOrTooLongAreRefused() {
    assertRefused(() -> make(10, List.of(), P, 1, 40), "primes of Q", "between 1 and 128", "is 0");
    assertRefused(
        () -> make(10, Collections.nCopies(129, Q.getFirst()), P, 1, 40),
        "between 1 and 128",
        "129");
    assertRefused(
        () -> make(10, Q, List.of(), 1, 40), "special primes", "between 1 and 63", "is 0");
    assertRefused(
        () -> make(10, Q, Collections.nCopies(64, Q.getFirst()), 1, 40), "between 1 and 63", "64");
  }

  @Test
  void digitSizesOutOfRangeAreRefused() {
    assertRefused(() -> make(10, Q, P, 0, 40), "digit size", "between 1 and 4", "is 0");
    assertRefused(() -> make(10, Q, P, 5, 40), "digit size", "between 1 and 4", "is 5");
  }

  @Test
  void moreDigitsThanAnInnerProductSumsAreRefused() {
    List<Long> q = PrimeSearch.below(40, 128, 1024, List.of());
    assertRefused(() -> make(10, q, P, 1, 40), "digits", "between 1 and 64", "is 128");
    assertThat(make(10, q, P, 2, 40).digits(127)).isEqualTo(64);
  }

  @Test
  void scalesOutOfRangeAreRefused() {
    assertRefused(() -> make(10, Q, P, 1, 0), "scale", "between 1 and 120", "is 0");
    assertRefused(() -> make(10, Q, P, 1, 121), "scale", "between 1 and 120", "is 121");
  }

  @Test
  void numbersThatAreNoPrimesOfTheRingAreRefused() {
    long notOne = 1099511627689L;
    for (long bad :
        new long[] {
          -Q.getFirst(), 0, 1, 2049, notOne, 1025L * 2048 * 2048 + 1, (1L << 61) + 2049
        }) {
      assertRefused(
          () -> make(10, List.of(bad), P, 1, 40), "2^61", "2N = 2048", Long.toString(bad));
      assertRefused(() -> make(10, Q, List.of(bad), 1, 40), Long.toString(bad));
    }
    assertRefused(() -> make(17, Q, P, 1, 40), "2N = 262144");
  }

  @Test
  void repeatedPrimesAreRefused() {
    assertRefused(
        () -> make(10, List.of(Q.get(0), Q.get(1), Q.get(0)), P, 1, 40),
        "differ",
        Long.toString(Q.get(0)));
    assertRefused(() -> make(10, Q, List.of(P.get(0), Q.get(1)), 1, 40), Long.toString(Q.get(1)));
  }

  @Test
  void specialPrimesTooSmallForADigitAreRefusedWithBothSizes() {
    assertRefused(
        () -> make(10, Q, P, 3, 40),
        "2^5",
        "%.2f".formatted(100.0),
        "digit from prime 0",
        "%.2f".formatted(120.0));
    List<Long> uneven = List.of(Q.get(0), P.get(0));
    assertRefused(() -> make(10, uneven, List.of(P.get(1)), 1, 40), "digit from prime 1");
    assertThat(
            new Parameters(
                    10, Q, P, 3, 40, TERNARY, Rounding.OPENFHE, Security.INSECURE_FOR_TESTING)
                .digitSize())
        .isEqualTo(3);
  }

  @Test
  void insecureSizesAreRefusedWithBothNumbers() {
    assertRefused(
        () -> Parameters.builder().logDegree(13).q(49, 1).q(40, 3).p(55, 1).build(),
        "2^13",
        "at most 214",
        "%.2f".formatted(224.0));
    assertRefused(
        () ->
            Parameters.builder()
                .logDegree(15)
                .q(50, 15)
                .p(56, 1)
                .secret(new SecretDistribution.FixedWeight(192))
                .build(),
        "2^15",
        "weight=192",
        "at most 768",
        "%.2f".formatted(806.0));
  }

  @Test
  void secretsAndDegreesWithoutAPublishedBoundAreRefused() {
    assertRefused(
        () -> Parameters.builder().logDegree(9).q(20, 1).p(26, 1).build(), "2^9", "2^10 to 2^17");
    assertRefused(
        () ->
            Parameters.builder()
                .logDegree(16)
                .q(50, 2)
                .p(56, 1)
                .secret(new SecretDistribution.FixedWeight(191))
                .build(),
        "2^16",
        "weight=191",
        "at least 192");
  }

  @Test
  void everyTernaryBoundIsAcceptedBelowAndRefusedAbove() {
    int[] bounds = {106, 214, 430, 868, 1747};
    for (int i = 0; i < bounds.length; i++) {
      int logDegree = 12 + i;
      int special = 54;
      int rest = bounds[i] - special - 1;
      int count = Math.ceilDiv(rest, 48);
      List<Integer> sizes = new ArrayList<>(Collections.nCopies(count, rest / count));
      ParametersBuilder fits = Parameters.builder().logDegree(logDegree).p(special, 1);
      sizes.forEach(size -> fits.q(size, 1));
      assertThat(fits.build().logQp()).isLessThanOrEqualTo(bounds[i]);
      fits.q(40, 2);
      assertRefused(fits::build, "at most " + bounds[i]);
    }
  }

  @Test
  void weightsOutOfRangeAreRefused() {
    assertRefused(() -> new SecretDistribution.FixedWeight(0), "at least 1", "0");
    assertRefused(
        () ->
            new Parameters(
                10,
                Q,
                P,
                1,
                40,
                new SecretDistribution.FixedWeight(1025),
                Rounding.CENTERED,
                Security.INSECURE_FOR_TESTING),
        "weight",
        "between 1 and 1024",
        "1025");
  }

  @Test
  void listsAreCopied() {
    List<Long> q = new ArrayList<>(Q);
    Parameters parameters = make(10, q, P, 1, 40);
    q.clear();
    assertThat(parameters.q()).isEqualTo(Q);
  }

  @Test
  void equalValuesHaveEqualDigestsWhateverTheirSecurity() {
    Parameters parameters = make(10, Q, P, 2, 40);
    assertThat(make(10, Q, P, 2, 40).digest()).isEqualTo(parameters.digest()).hasSize(32);
    Parameters checked = Parameters.builder().logDegree(12).q(30, 1).p(36, 1).logScale(20).build();
    Parameters unchecked =
        Parameters.builder()
            .logDegree(12)
            .q(30, 1)
            .p(36, 1)
            .logScale(20)
            .insecureForTesting()
            .build();
    assertThat(unchecked.digest()).isEqualTo(checked.digest());
    assertThat(parameters.shortDigest()).matches("[0-9a-f]{16}");
  }

  @Test
  void everyDifferenceThatMattersChangesTheDigest() {
    Security none = Security.INSECURE_FOR_TESTING;
    Rounding centered = Rounding.CENTERED;
    SecretDistribution sparse = new SecretDistribution.FixedWeight(64);
    List<Parameters> different =
        List.of(
            make(10, Q, P, 2, 40),
            make(9, Q, P, 2, 40),
            make(10, Q.reversed(), P, 2, 40),
            make(10, Q.subList(0, 3), P, 2, 40),
            make(10, Q, P.reversed(), 2, 40),
            make(10, Q, P, 1, 40),
            make(10, Q, P, 2, 41),
            new Parameters(10, Q, P, 2, 40, sparse, centered, none),
            new Parameters(10, Q, P, 2, 40, new SecretDistribution.FixedWeight(65), centered, none),
            new Parameters(10, Q, P, 2, 40, TERNARY, Rounding.OPENFHE, none));
    assertThat(different.stream().map(Parameters::shortDigest).distinct()).hasSameSizeAs(different);
  }

  @Test
  void theDigestDoesNotDependOnTheLocale() {
    String expected = make(10, Q, P, 2, 40).shortDigest();
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertThat(make(10, Q, P, 2, 40).shortDigest()).isEqualTo(expected);
    } finally {
      Locale.setDefault(before);
    }
  }

  static Stream<Parameters> table() {
    return TestParameters.table();
  }

  @ParameterizedTest
  @MethodSource("table")
  void countsOfAKeyFollowFromLevelAndDigitSize(Parameters parameters) {
    int special = parameters.p().size();
    for (int level = 0; level <= parameters.maxLevel(); level++) {
      int digits = (int) Math.ceil((level + 1) / (double) parameters.digitSize());
      assertThat(parameters.digits(level)).isEqualTo(digits);
      int[] primes = parameters.keyPrimeIndices(level).toArray();
      assertThat(primes).hasSize(level + 1 + special).isSorted();
      assertThat(primes[level]).isEqualTo(level);
      assertThat(primes[level + 1]).isEqualTo(parameters.maxLevel() + 1);
      assertThat(parameters.keyHalfBytes(level))
          .isEqualTo((long) digits * (level + 1 + special) * parameters.degree() * 8);
    }
    assertThat(parameters.prime(0)).isEqualTo(parameters.q().getFirst());
    assertThat(parameters.prime(parameters.maxLevel() + special))
        .isEqualTo(parameters.p().getLast());
    assertThat(parameters.slots()).isEqualTo(parameters.degree() / 2);
    assertThat(parameters.degree()).isEqualTo(1 << parameters.logDegree());
    assertThat(Math.log(parameters.scale()) / Math.log(2)).isEqualTo(parameters.logScale());
  }
}
