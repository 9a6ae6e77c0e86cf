package org.rotunda.ckks.ring.kernel;

import static org.rotunda.ckks.ring.kernel.Lanes.COUNT;

import java.util.ArrayList;
import java.util.List;
import org.rotunda.ckks.ring.Modulus;
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

  private final Modulus modulus;
  private final DoubleForward.First first;
  private final DoubleForward.Lifted lifted;
  private final PassSchedule forward;
  private final PassSchedule unfinished;
  private final DoubleForward.Divided divided;
  private final PassSchedule inverse;
  private final DoubleInverse.Last last;

  /**
   * Builds the table.
   *
   * @param ring of degree at least {@link #MIN_DEGREE}
   */
  DoubleTransform(PrimeRing ring) {
    CenteredRoots roots = new CenteredRoots(ring);
    this.modulus = ring.modulus();
    this.first = new DoubleForward.First(roots);
    this.lifted = new DoubleForward.Lifted(roots);
    this.forward = forward(roots, List.of(new DoubleForward.Last(roots)));
    this.unfinished = forward(roots, List.of());
    this.divided = new DoubleForward.Divided(roots);
    this.inverse = inverse(roots);
    this.last = new DoubleInverse.Last(roots, ring);
  }

  /** As {@link org.rotunda.ckks.ring.Kernels#forwardNtt}. */
  void forward(long[] x, Modulus from, long[] out) {
    begin(x, from, out);
    forward.run(out);
  }

  private void begin(long[] x, Modulus from, long[] out) {
    if (from.equals(modulus)) {
      first.run(x, out);
    } else if (from.bits() <= DoubleResidues.MAX_BITS) {
      lifted.run(x, (double) from.value(), out);
    } else {
      WideProducts.lift(x, from, out, modulus);
      first.run(out, out);
    }
  }

  /** As {@link org.rotunda.ckks.ring.Kernels#modDown}. */
  void modDown(long[] x, long[] remainder, Modulus from, long factor, long[] out, long[] scratch) {
    begin(remainder, from, scratch);
    unfinished.begin(scratch);
    double centered = (double) modulus.centered(factor);
    int block = unfinished.block();
    for (int at = 0; at < out.length; at += block) {
      unfinished.runBlock(scratch, at);
      divided.run(scratch, x, centered, out, at, at + block);
    }
  }

  void inverse(long[] values, long factor, long[] out) {
    inverse.run(values, out);
    last.run(out, factor);
  }

  private static PassSchedule forward(CenteredRoots roots, List<Pass> end) {
    int degree = roots.powers().length;
    List<Pass> whole = new ArrayList<>();
    List<Pass> blockwise = new ArrayList<>();
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
    blockwise.addAll(end);
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
