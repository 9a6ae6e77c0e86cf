package org.rotunda.ckks.ring.kernel;

import static org.rotunda.ckks.ring.kernel.Lanes.COUNT;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.rotunda.ckks.ring.Modulus;
import org.rotunda.ckks.ring.PrimeRing;

/** The transforms modulo one prime below 2^61 in 64-bit integers, on the ring's own tables. */
final class ShoupTransform {
  /** The smallest degree that fills the passes. */
  static final int MIN_DEGREE = 8 * COUNT;

  private final Modulus modulus;
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
    this.modulus = ring.modulus();
    this.forward = forward(ring, roots);
    this.inverse = inverse(roots);
    this.last = new ShoupInverse.Last(ring);
  }

  /** As {@link org.rotunda.ckks.ring.Kernels#forwardNtt}. */
  void forward(long[] x, Modulus from, long[] out) {
    WideProducts.lift(x, from, out, modulus);
    forward.run(out);
  }

  /** As {@link org.rotunda.ckks.ring.Kernels#modDown}. */
  void modDown(long[] x, long[] remainder, Modulus from, long factor, long[] out, long[] scratch) {
    WideProducts.lift(remainder, from, scratch, modulus);
    forward.begin(scratch);
    int block = forward.block();
    for (int at = 0; at < out.length; at += block) {
      forward.runBlock(scratch, at);
      WideProducts.subtractMultiplyScalar(x, scratch, factor, out, at, at + block, modulus);
    }
  }

  void inverse(long[] values, long factor, long[] out) {
    inverse.run(values, out);
    last.run(out, factor);
  }

  private static PassSchedule forward(PrimeRing ring, ShoupRoots roots) {
    if (ring.modulus().bits() <= LazyShoupForward.MAX_BITS) {
      return forward(
          roots,
          groups -> new LazyShoupForward.Radix4(roots, groups),
          new LazyShoupForward.OuterRadix4(roots),
          new LazyShoupForward.Outer(roots));
    }
    return forward(
        roots,
        groups -> new ShoupForward.Radix4(roots, groups),
        new ShoupForward.OuterRadix4(roots),
        new ShoupForward.Outer(roots));
  }

  private static PassSchedule forward(
      ShoupRoots roots, IntFunction<Pass> radix4, Pass outerRadix4, Pass outer) {
    int degree = roots.powers().length;
    List<Pass> whole = new ArrayList<>();
    List<Pass> blockwise = new ArrayList<>();
    int block = degree;
    int groups = 1;
    for (; degree / groups >= 4 * COUNT; groups *= 4) {
      boolean fits = degree / groups <= PassSchedule.MAX_BLOCK;
      (fits ? blockwise : whole).add(radix4.apply(groups));
      block = fits ? block : degree / groups / 4;
    }
    blockwise.add(degree / groups == 2 * COUNT ? outerRadix4 : outer);
    if (COUNT == 8) {
      blockwise.add(new ShoupForward.Middle(roots));
    }
    blockwise.add(new ShoupForward.Last(roots));
    return new PassSchedule(whole, blockwise, List.of(), block);
  }

  private static PassSchedule inverse(ShoupRoots roots) {
    int degree = roots.powers().length;
    List<Pass> blockwise = new ArrayList<>();
    List<Pass> whole = new ArrayList<>();
    blockwise.add(new ShoupInverse.First(roots));
    if (COUNT == 8) {
      blockwise.add(new ShoupInverse.Middle(roots));
    }
    int groups = 4;
    int block = 2 * COUNT;
    while (degree / groups >= 4 * COUNT) {
      groups *= 4;
    }
    if (degree / groups == 2 * COUNT) {
      blockwise.add(new ShoupInverse.OuterRadix4(roots));
    } else {
      blockwise.add(new ShoupInverse.Outer(roots));
    }
    for (groups /= 4; groups >= 4; groups /= 4) {
      boolean fits = degree / groups <= PassSchedule.MAX_BLOCK;
      (fits ? blockwise : whole).add(new ShoupInverse.Radix4(roots, groups));
      block = fits ? degree / groups : block;
    }
    return new PassSchedule(List.of(), blockwise, whole, block);
  }
}
