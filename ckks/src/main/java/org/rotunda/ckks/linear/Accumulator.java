package org.rotunda.ckks.linear;

import java.util.List;
import org.rotunda.ckks.evaluation.KeySwitcher;
import org.rotunda.ckks.ring.Automorphism;
import org.rotunda.ckks.ring.Engine;
import org.rotunda.ckks.ring.Kernels;
import org.rotunda.ckks.ring.LimbBlock;
import org.rotunda.ckks.ring.NttPoly;
import org.rotunda.ckks.ring.NttPolys;
import org.rotunda.ckks.ring.RnsBasis;

/** A running sum of pairs over QP, for one thread. */
final class Accumulator implements AutoCloseable {
  private final RnsBasis basis;
  private final Engine engine;
  private final NttPoly sum0;
  private final NttPoly sum1;
  private boolean empty = true;

  Accumulator(RnsBasis basis, Engine engine) {
    this.basis = basis;
    this.engine = engine;
    List<NttPoly> sums = NttPolys.together(this::unwritten, this::unwritten);
    this.sum0 = sums.get(0);
    this.sum1 = sums.get(1);
  }

  private NttPoly unwritten() {
    return new NttPoly(basis, LimbBlock.allocate(engine.limbs(), basis.size(), basis.degree()));
  }

  /** Adds plaintext * (u0, u1). */
  void addProduct(NttPoly plaintext, NttPoly u0, NttPoly u1) {
    Kernels kernels = engine.kernels();
    boolean first = empty;
    engine
        .executor()
        .forEach(
            basis.size(),
            i -> {
              long[] factor = plaintext.limb(i);
              if (first) {
                kernels.multiply(factor, u0.limb(i), sum0.limb(i), basis.modulus(i));
                kernels.multiply(factor, u1.limb(i), sum1.limb(i), basis.modulus(i));
              } else {
                kernels.multiplyAdd(factor, u0.limb(i), sum0.limb(i), basis.modulus(i));
                kernels.multiplyAdd(factor, u1.limb(i), sum1.limb(i), basis.modulus(i));
              }
            });
    empty = false;
  }

  /** Adds the image of (u0, u1) under an automorphism. */
  void addPermuted(NttPoly u0, NttPoly u1, Automorphism automorphism) {
    KeySwitcher.SwitchedLimbs adding = adding(automorphism);
    engine.executor().forEach(basis.size(), i -> adding.accept(i, u0.limb(i), u1.limb(i)));
  }

  /** What adds the images of the limbs of one pair, each given once, under an automorphism. */
  KeySwitcher.SwitchedLimbs adding(Automorphism automorphism) {
    Kernels kernels = engine.kernels();
    int[] index = automorphism.index();
    boolean first = empty;
    empty = false;
    return (i, u0, u1) -> {
      if (first) {
        kernels.permute(u0, index, sum0.limb(i));
        kernels.permute(u1, index, sum1.limb(i));
      } else {
        kernels.permuteAdd(u0, index, sum0.limb(i), basis.modulus(i));
        kernels.permuteAdd(u1, index, sum1.limb(i), basis.modulus(i));
      }
    };
  }

  /** The first sum; valid until closed. */
  NttPoly sum0() {
    return sum0;
  }

  /** The second sum; valid until closed. */
  NttPoly sum1() {
    return sum1;
  }

  @Override
  public void close() {
    sum0.close();
    sum1.close();
  }
}
