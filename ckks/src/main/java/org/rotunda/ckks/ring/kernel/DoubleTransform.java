package org.rotunda.ckks.ring.kernel;

import static org.rotunda.ckks.ring.kernel.Lanes.COUNT;

import java.util.ArrayList;
import java.util.List;
import org.rotunda.ckks.ring.Modulus;
import org.rotunda.ckks.ring.PrimeRing;

/**
 * The transforms modulo one prime below 2^50 in double precision, with their table of N doubles. Between
 * passes a limb holds the bits of doubles.
 *
 * <p>The table serves both directions: the stage with m groups multiplies group g by w[m + g], w[brv(i)] =
 * psi^i, and the inverse needs psi^-e for e = brv(m + g). Since psi^-e = -psi^(N-e) and N - e = brv(2m - 1 -
 * g), its factor is -w[2m - 1 - g]; the sign goes into the difference that is multiplied.
 */
final class DoubleTransform {
  private final PassSchedule forward;
  private final PassSchedule inverse;

  /**
   * Builds the table.
   *
   * @param ring of degree at least {@link #minDegree}
   */
  DoubleTransform(PrimeRing ring) {
    Modulus q = ring.modulus();
    double[] w = new double[ring.degree()];
    long[] roots = ring.bitReversedPowers();
    for (int i = 0; i < w.length; i++) {
      w[i] = q.centered(roots[i]);
    }
    this.forward = forward(w, q.value());
    this.inverse = inverse(w, q, ring.inverseDegree());
  }

  /** The smallest degree that fills the passes. */
  static int minDegree() {
    return 8 * COUNT;
  }

  void forward(long[] a) {
    forward.run(a);
  }

  void inverse(long[] a) {
    inverse.run(a);
  }

  private static PassSchedule forward(double[] w, long q) {
    int degree = w.length;
    List<Pass> whole = new ArrayList<>();
    List<Pass> blockwise = new ArrayList<>();
    whole.add(new DoubleForward.First(w, q));
    int block = degree / 4;
    int groups = 4;
    for (; degree / groups >= 4 * COUNT; groups *= 4) {
      boolean fits = degree / groups <= PassSchedule.MAX_BLOCK;
      (fits ? blockwise : whole).add(new DoubleForward.Radix4(w, q, groups));
      block = fits ? block : degree / groups / 4;
    }
    if (degree / groups == 2 * COUNT) {
      blockwise.add(new DoubleForward.OuterRadix4(w, q));
    } else {
      blockwise.add(new DoubleForward.Outer(w, q));
    }
    blockwise.add(new DoubleForward.Last(w, q));
    return new PassSchedule(whole, blockwise, List.of(), block);
  }

  private static PassSchedule inverse(double[] w, Modulus q, long inverseDegree) {
    int degree = w.length;
    List<Pass> blockwise = new ArrayList<>();
    List<Pass> whole = new ArrayList<>();
    blockwise.add(new DoubleInverse.First(w, q.value()));
    int groups = 4;
    int block = degree / 4;
    while (degree / groups >= 4 * COUNT) {
      groups *= 4;
    }
    if (degree / groups == 2 * COUNT) {
      blockwise.add(new DoubleInverse.OuterRadix4(w, q.value()));
    } else {
      blockwise.add(new DoubleInverse.Outer(w, q.value()));
    }
    for (groups /= 4; groups >= 4; groups /= 4) {
      boolean fits = degree / groups <= PassSchedule.MAX_BLOCK;
      (fits ? blockwise : whole).add(new DoubleInverse.Radix4(w, q.value(), groups));
      block = fits ? Math.max(block, degree / groups) : block;
    }
    whole.add(new DoubleInverse.Last(w, q, inverseDegree));
    return new PassSchedule(List.of(), blockwise, whole, block);
  }
}
