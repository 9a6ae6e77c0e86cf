package org.rotunda.ckks.ring.kernel;

import static org.rotunda.ckks.ring.kernel.Lanes.COUNT;

import java.util.ArrayList;
import java.util.List;
import org.rotunda.ckks.ring.PrimeRing;

/**
 * The transforms modulo one prime below 2^50 in double precision, with their table of N doubles.
 * Between passes a limb holds the bits of doubles.
 *
 * <p>The inverse reads the same table backwards ({@link PrimeRing}), and its butterflies multiply
 * the negated difference.
 */
final class DoubleTransform {
  /** The smallest degree that fills the passes. */
  static final int MIN_DEGREE = 8 * COUNT;

  private final PassSchedule forward;
  private final PassSchedule inverse;
  private final DoubleInverse.Last last;

  /**
   * Builds the table.
   *
   * @param ring of degree at least {@link #MIN_DEGREE}
   */
  DoubleTransform(PrimeRing ring) {
    CenteredRoots roots = new CenteredRoots(ring);
    this.forward = forward(roots);
    this.inverse = inverse(roots);
    this.last = new DoubleInverse.Last(roots, ring);
  }

  void forward(long[] a) {
    forward.run(a);
  }

  void inverse(long[] values, long factor, long[] out) {
    inverse.run(values, out);
    last.run(out, factor);
  }

  private static PassSchedule forward(CenteredRoots roots) {
    int degree = roots.powers().length;
    List<Pass> whole = new ArrayList<>();
    List<Pass> blockwise = new ArrayList<>();
    whole.add(new DoubleForward.First(roots));
    int block = degree / 4;
    int groups = 4;
    for (; degree / groups >= 4 * COUNT; groups *= 4) {
      boolean fits = degree / groups <= PassSchedule.MAX_BLOCK;
      (fits ? blockwise : whole).add(new DoubleForward.Radix4(roots, groups));
      block = fits ? block : degree / groups / 4;
    }
    if (degree / groups == 2 * COUNT) {
      blockwise.add(new DoubleForward.OuterRadix4(roots));
    } else {
      blockwise.add(new DoubleForward.Outer(roots));
    }
    blockwise.add(new DoubleForward.Last(roots));
    return new PassSchedule(whole, blockwise, List.of(), block);
  }

  private static PassSchedule inverse(CenteredRoots roots) {
    int degree = roots.powers().length;
    List<Pass> blockwise = new ArrayList<>();
    List<Pass> whole = new ArrayList<>();
    blockwise.add(new DoubleInverse.First(roots));
    int groups = 4;
    int block = 2 * COUNT;
    while (degree / groups >= 4 * COUNT) {
      groups *= 4;
    }
    if (degree / groups == 2 * COUNT) {
      blockwise.add(new DoubleInverse.OuterRadix4(roots));
    } else {
      blockwise.add(new DoubleInverse.Outer(roots));
    }
    for (groups /= 4; groups >= 4; groups /= 4) {
      boolean fits = degree / groups <= PassSchedule.MAX_BLOCK;
      (fits ? blockwise : whole).add(new DoubleInverse.Radix4(roots, groups));
      block = fits ? degree / groups : block;
    }
    return new PassSchedule(List.of(), blockwise, whole, block);
  }
}
