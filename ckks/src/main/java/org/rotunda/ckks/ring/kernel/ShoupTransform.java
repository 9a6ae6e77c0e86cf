package org.rotunda.ckks.ring.kernel;

import static org.rotunda.ckks.ring.kernel.Lanes.COUNT;

import java.util.ArrayList;
import java.util.List;
import org.rotunda.ckks.ring.PrimeRing;

/** The transforms modulo one prime below 2^61 in 64-bit integers, on the ring's own tables. */
final class ShoupTransform {
  /** The smallest degree that fills the passes. */
  static final int MIN_DEGREE = 8 * COUNT;

  private final PassSchedule forward;
  private final PassSchedule inverse;
  private final ShoupInverse.Last last;

  /**
   * Lists the passes.
   *
   * @param ring of degree at least {@link #MIN_DEGREE}
   */
  ShoupTransform(PrimeRing ring) {
    ShoupRoots roots = new ShoupRoots(ring);
    this.forward = forward(roots);
    this.inverse = inverse(roots);
    this.last = new ShoupInverse.Last(ring);
  }

  void forward(long[] a) {
    forward.run(a);
  }

  void inverse(long[] values, long factor, long[] out) {
    inverse.run(values, out);
    last.run(out, factor);
  }

  private static PassSchedule forward(ShoupRoots roots) {
    int degree = roots.powers().length;
    int block = Math.min(degree, PassSchedule.MAX_BLOCK);
    List<Pass> whole = new ArrayList<>();
    List<Pass> blockwise = new ArrayList<>();
    for (int groups = 1; groups < degree / COUNT; groups *= 2) {
      (groups < degree / block ? whole : blockwise).add(new ShoupForward.Radix2(roots, groups));
    }
    blockwise.add(new ShoupForward.Outer(roots));
    if (COUNT == 8) {
      blockwise.add(new ShoupForward.Middle(roots));
    }
    blockwise.add(new ShoupForward.Last(roots));
    return new PassSchedule(whole, blockwise, List.of(), block);
  }

  private static PassSchedule inverse(ShoupRoots roots) {
    int degree = roots.powers().length;
    int block = Math.min(degree / 2, PassSchedule.MAX_BLOCK);
    List<Pass> blockwise = new ArrayList<>();
    List<Pass> whole = new ArrayList<>();
    blockwise.add(new ShoupInverse.First(roots));
    if (COUNT == 8) {
      blockwise.add(new ShoupInverse.Middle(roots));
    }
    blockwise.add(new ShoupInverse.Outer(roots));
    for (int groups = degree / COUNT / 2; groups > 1; groups /= 2) {
      (groups < degree / block ? whole : blockwise).add(new ShoupInverse.Radix2(roots, groups));
    }
    return new PassSchedule(List.of(), blockwise, whole, block);
  }
}
