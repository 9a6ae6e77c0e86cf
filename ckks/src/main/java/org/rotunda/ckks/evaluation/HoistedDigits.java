package org.rotunda.ckks.evaluation;

import java.util.List;
import java.util.stream.IntStream;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.ckks.ring.Kernels;
import org.rotunda.ckks.ring.LimbBlock;
import org.rotunda.ckks.ring.NttPoly;
import org.rotunda.ckks.ring.RnsBasis;

/**
 * The key-switching digits of a polynomial at a level, each raised to Q and P: what all rotations
 * of one ciphertext share (Halevi, Shoup, "Faster Homomorphic Linear Transformations in HElib",
 * 2018, section 5). Valid while the polynomial is open. Safe for use by several threads.
 *
 * <p>A digit's limbs modulo its own primes are the polynomial's. Those of the other primes are
 * transformed when they are first asked for, so that the first inner product finds them in the
 * cache.
 */
public final class HoistedDigits implements AutoCloseable {
  private final NttPoly poly;
  private final DigitLayout layout;
  private final LimbBlock raised;
  private final List<Column> columns;

  /**
   * Takes over the raised limbs.
   *
   * @param poly over q_0 .. q_level
   * @param basis q_0 .. q_level and P
   * @param raised the coefficients of the digits modulo all primes but their own, as {@link
   *     DigitLayout} places them
   */
  HoistedDigits(
      NttPoly poly, DigitLayout layout, RnsBasis basis, LimbBlock raised, Kernels kernels) {
    this.poly = poly;
    this.layout = layout;
    this.raised = raised;
    this.columns =
        IntStream.range(0, basis.size())
            .mapToObj(limb -> new Column(limb, basis, kernels))
            .toList();
  }

  /** All digits modulo one prime. */
  private final class Column {
    private final int limb;
    private final RnsBasis basis;
    private final Kernels kernels;
    private boolean transformed;

    Column(int limb, RnsBasis basis, Kernels kernels) {
      this.limb = limb;
      this.basis = basis;
      this.kernels = kernels;
    }

    synchronized long[][] values() {
      long[][] values = new long[layout.digits()][];
      for (int digit = 0; digit < values.length; digit++) {
        values[digit] =
            layout.owns(digit, limb) ? poly.limb(limb) : raised.get(layout.position(digit, limb));
      }
      if (!transformed) {
        for (int digit = 0; digit < values.length; digit++) {
          if (!layout.owns(digit, limb)) {
            kernels.forwardNtt(values[digit], basis.ring(limb));
          }
        }
        transformed = true;
      }
      return values;
    }
  }

  /** The limbs that digits at a level take, besides the polynomial's own. */
  public static int limbs(Parameters parameters, int level) {
    return DigitLayout.of(parameters, level).raisedLimbs();
  }

  /** The level of the polynomial they came from. */
  public int level() {
    return layout.level();
  }

  /** The number of digits. */
  int count() {
    return layout.digits();
  }

  /** The limbs of all digits at one place of the basis QP, in NTT form; not to be written. */
  long[][] limbs(int limb) {
    return columns.get(limb).values();
  }

  /**
   * Transforms the digits at one place of the basis QP now, which their first use would do
   * otherwise. Different places may be transformed at a time.
   */
  public void transform(int limb) {
    var _ = limbs(limb);
  }

  @Override
  public void close() {
    raised.close();
  }
}
