package org.rotunda.ckks.bootstrap;

import org.rotunda.ckks.bootstrap.BootstrapParameters.Content;
import org.rotunda.ckks.bootstrap.BootstrapParameters.Order;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.ckks.params.ParametersBuilder;
import org.rotunda.ckks.params.SecretDistribution;

/**
 * Plans with parameters of 128-bit security that leave levels for computing, and small insecure
 * ones for tests and teaching.
 *
 * <p>Chains mix sizes: q_0, EvalMod and CoeffsToSlots, where precision is made, have primes of 56
 * to 60 bits; application levels and SlotsToCoeffs have primes below 2^50, whose arithmetic is
 * fastest. The modulus is raised under an ephemeral secret of weight 32, of which only q_0 p_0 is
 * ever seen; everything else is under the main secret, whose bound is the one of {@link
 * org.rotunda.ckks.params.Security} for its distribution.
 */
public enum BootstrapPreset {
  /**
   * N = 2^16, 2^15 real slots, dense secret, 10 usable levels of 42 bits (from level 13 down to 3,
   * where SlotsToCoeffs begins); log2(QP) = 1681 of at most 1747.
   */
  N16_REAL {
    @Override
    public BootstrapPlan plan() {
      return BootstrapPlan.of(mixed(16, 3, 10).build(), real(1 << 15));
    }
  },

  /**
   * As {@link #N16_REAL} with complex slots: modulus raising first, 10 usable levels from level 10
   * down to 0. Large coefficients are EvalMod's worst case: where nearly all slots are 1 or -1, so
   * that their mean is a large coefficient, the worst slot has some 15.5 bits, and 21 where slots
   * are uniform in [-1, 1].
   */
  N16_COMPLEX {
    @Override
    public BootstrapPlan plan() {
      return BootstrapPlan.of(mixed(16, 10, 3).build(), BootstrapParameters.of(1 << 15));
    }
  },

  /**
   * As {@link #N16_REAL} under a secret of weight 192, whose noise is smaller and whose bound is
   * stricter: log2(QP) = 1548 of at most 1550, digits of five primes.
   */
  N16_REAL_WEIGHT_192 {
    @Override
    public BootstrapPlan plan() {
      return BootstrapPlan.of(
          Parameters.builder()
              .logDegree(16)
              .q(60, 1)
              .q(41, 3)
              .q(42, 10)
              .q(59, 8)
              .q(56, 3)
              .p(61, 5)
              .digitSize(5)
              .logScale(42)
              .secret(new SecretDistribution.FixedWeight(192))
              .build(),
          real(1 << 15));
    }
  },

  /**
   * N = 2^16 for two passes of {@link IteratedBootstrapper}: scale 2^49, complex slots, 7 usable
   * levels after both; log2(QP) = 1723 of at most 1747. The ratio 2^10 and 16 bits a pass are such
   * that the sine costs nothing whatever the message: of slots uniform in [-1, 1] as of slots that
   * are all 1, 36 bits are predicted in the mean and 32.9 in the worst. At the ratio 2^8 and 18
   * bits, as good for the former, 17 bits would be left of the latter.
   */
  N16_PRECISE {
    @Override
    public BootstrapPlan plan() {
      return BootstrapPlan.of(
          Parameters.builder()
              .logDegree(16)
              .q(60, 1)
              .q(49, 8)
              .q(49, 4)
              .q(60, 8)
              .q(56, 3)
              .p(61, 7)
              .digitSize(7)
              .logScale(49)
              .build(),
          BootstrapParameters.of(1 << 15).withLevels(3, 4).withMessageRatio(10, ArcsineDegree.ONE));
    }

    @Override
    public int passes() {
      return 2;
    }
  },

  /**
   * N = 2^16 with all primes below 2^50, the fastest arithmetic: 2^15 real slots, 10 usable levels
   * of 36 bits and low precision: of uniform slots in [-1, 1] 19.5 bits in the mean, 14.7 in the
   * worst.
   */
  N16_FAST {
    @Override
    public BootstrapPlan plan() {
      return BootstrapPlan.of(
          Parameters.builder()
              .logDegree(16)
              .q(49, 1)
              .q(36, 3)
              .q(36, 10)
              .q(49, 8)
              .q(49, 3)
              .p(49, 8)
              .digitSize(7)
              .logScale(36)
              .build(),
          real(1 << 15).withMessageRatio(10, 17));
    }
  },

  /**
   * N = 2^15, 2^14 real slots, dense secret. Ring and ephemeral secret leave room for little: q_0
   * of 34 bits, p_0 of 49, scale 2^26 and low precision: of uniform slots in [-1, 1] 13.8 bits in
   * the mean, 10.2 in the worst.
   */
  N15_REAL {
    @Override
    public BootstrapPlan plan() {
      return BootstrapPlan.of(
          Parameters.builder()
              .logDegree(15)
              .q(34, 1)
              .q(30, 2)
              .q(26, 4)
              .q(48, 8)
              .q(48, 2)
              .p(49, 3)
              .digitSize(2)
              .logScale(26)
              .build(),
          real(1 << 14).withLevels(2, 2).withMessageRatio(7, 11));
    }
  },

  /** N = 2^12, insecure, with the chain of {@link #N16_REAL}. */
  INSECURE_N12_REAL {
    @Override
    public BootstrapPlan plan() {
      return BootstrapPlan.of(mixed(12, 3, 10).insecureForTesting().build(), real(1 << 11));
    }
  },

  /** N = 2^12, insecure, complex slots, with the chain of {@link #N16_COMPLEX}. */
  INSECURE_N12_COMPLEX {
    @Override
    public BootstrapPlan plan() {
      return BootstrapPlan.of(
          mixed(12, 10, 3).insecureForTesting().build(), BootstrapParameters.of(1 << 11));
    }
  };

  /**
   * What every pass but the first of an {@link IteratedBootstrapper} gains: its errors are less,
   * see {@link IteratedPlan#worstBitsOfAPass}.
   */
  public static final int BITS_A_PASS = 16;

  /** The plan of a pass, derived anew. */
  public abstract BootstrapPlan plan();

  /** The plan for another number of slots, a power of two up to N/2. */
  public BootstrapPlan plan(int slots) {
    BootstrapPlan full = plan();
    return BootstrapPlan.of(full.parameters(), full.bootstrap().withSlots(slots));
  }

  /** The plan of a whole bootstrap, of all its passes. */
  public IteratedPlan iterated() {
    return new IteratedPlan(plan(), passes(), BITS_A_PASS);
  }

  /** The same for another number of slots, a power of two up to N/2. */
  public IteratedPlan iterated(int slots) {
    return new IteratedPlan(plan(slots), passes(), BITS_A_PASS);
  }

  /** How many passes its precision takes. */
  public int passes() {
    return 1;
  }

  /** The chain, with ladders of 42-bit primes below EvalMod. */
  private static ParametersBuilder mixed(int logDegree, int lower, int upper) {
    return Parameters.builder()
        .logDegree(logDegree)
        .q(60, 1)
        .q(42, lower)
        .q(42, upper)
        .q(60, 8)
        .q(56, 3)
        .p(61, 7)
        .digitSize(7)
        .logScale(42);
  }

  private static BootstrapParameters real(int slots) {
    return BootstrapParameters.of(slots)
        .withOrder(Order.SLOTS_TO_COEFFS_FIRST)
        .withContent(Content.REAL)
        .withMessageRatio(13, 23);
  }
}
