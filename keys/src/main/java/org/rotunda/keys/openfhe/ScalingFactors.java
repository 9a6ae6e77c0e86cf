package org.rotunda.keys.openfhe;

import java.util.Arrays;
import java.util.List;
import org.rotunda.ckks.params.ParameterException;

/**
 * The scales that OpenFHE gives to ciphertexts, by its level: the number of primes dropped.
 *
 * <p>FIXED techniques have the nominal scale 2^p at every level and also divide by it in rescaling,
 * though the polynomials are divided by a prime close to it. FLEXIBLE ones have the scale that is
 * left when a product at the scale of the level above is divided by its prime.
 */
public final class ScalingFactors {
  private final ScalingTechnique technique;
  private final List<Long> q;
  private final double[] scales;

  /**
   * The table of a chain.
   *
   * @param q the primes of Q, with FLEXIBLEAUTOEXT the extra one last
   * @param scaleBits log2 of the nominal scale
   * @throws ParameterException if there are too few primes, or the scales of a FLEXIBLE technique
   *     drift by a factor of two
   */
  public ScalingFactors(ScalingTechnique technique, List<Long> q, int scaleBits) {
    this.technique = technique;
    this.q = List.copyOf(q);
    this.scales = new double[q.size()];
    double nominal = Math.scalb(1.0, scaleBits);
    if (technique.isFlexible()) {
      fillFlexible(nominal);
    } else {
      Arrays.fill(scales, nominal);
    }
  }

  private void fillFlexible(double nominal) {
    int last = q.size() - 1;
    int preset = technique == ScalingTechnique.FLEXIBLEAUTOEXT ? 2 : 1;
    if (q.size() < preset) {
      throw new ParameterException(
          "A chain of %s has at least %d primes, but this one has %d."
              .formatted(technique, preset, q.size()));
    }
    if (preset == 2) {
      scales[0] = q.get(last);
    }
    scales[preset - 1] = q.size() == preset ? nominal : q.get(last + 1 - preset);
    for (int level = preset; level <= last; level++) {
      scales[level] = scales[level - 1] * scales[level - 1] / q.get(q.size() - level);
      double ratio = scales[level] / scales[preset - 1];
      if (ratio <= 0.5 || ratio >= 2) {
        throw new ParameterException(
            "The scale at level %d is %s times the first; use FIXEDMANUAL or FIXEDAUTO, or a larger scale."
                .formatted(level, ratio));
      }
    }
  }

  /** The scale of a ciphertext of scale degree 1. */
  public double scale(int level) {
    return scales[level];
  }

  /** The scale of a ciphertext of scale degree 2. */
  public double squared(int level) {
    return isExtra(level) ? scales[0] * scales[1] : scales[level] * scales[level];
  }

  /** The scale of a fresh encoding at a level. */
  public double fresh(int level) {
    return isExtra(level) ? squared(level) : scales[level];
  }

  /** The scale degree of a fresh encoding at a level. */
  public int freshDegree(int level) {
    return isExtra(level) ? 2 : 1;
  }

  /** The scale degree that comes closest to a scale: how many nominal scales are in it. */
  public int degree(int level, double scale) {
    double excess = Math.log(scale) - Math.log(squared(level));
    return Math.max(
        1, 2 + (int) Math.rint(excess / Math.log(scales[Math.min(level + 1, scales.length - 1)])));
  }

  /** What the scale is divided by when a ciphertext at a level is rescaled. */
  public double divisor(int level) {
    return technique.isFlexible() ? q.get(q.size() - 1 - level) : scales[level];
  }

  /** The number of levels, which is that of primes. */
  public int levels() {
    return scales.length;
  }

  private boolean isExtra(int level) {
    return level == 0 && technique == ScalingTechnique.FLEXIBLEAUTOEXT;
  }
}
