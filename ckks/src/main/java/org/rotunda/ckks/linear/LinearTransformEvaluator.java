package org.rotunda.ckks.linear;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.rotunda.ckks.evaluation.Ciphertext;
import org.rotunda.ckks.evaluation.EvaluationKeys;
import org.rotunda.ckks.evaluation.Evaluator;
import org.rotunda.ckks.evaluation.HoistedDigits;
import org.rotunda.ckks.evaluation.KeyId;
import org.rotunda.ckks.evaluation.KeyLease;
import org.rotunda.ckks.evaluation.KeySwitcher;
import org.rotunda.ckks.evaluation.OperandException;
import org.rotunda.ckks.params.CkksContext;
import org.rotunda.ckks.ring.Automorphism;
import org.rotunda.ckks.ring.Engine;
import org.rotunda.ckks.ring.GaloisElements;
import org.rotunda.ckks.ring.Kernels;
import org.rotunda.ckks.ring.LimbBlock;
import org.rotunda.ckks.ring.NttPoly;
import org.rotunda.ckks.ring.NttPolys;
import org.rotunda.ckks.ring.RingArithmetic;
import org.rotunda.ckks.ring.RnsBasis;

/**
 * Applies linear transforms with double hoisting (Bossuat, Mouchet, Troncoso-Pastoriza, Hubaux,
 * "Efficient Bootstrapping for Approximate Homomorphic Encryption with Non-Sparse Keys", 2021,
 * section 4): y = sum over g of rot_g(sum over b of rot_-g(diagonal_(g+b)) * rot_b(x)).
 *
 * <p>Baby steps are outermost, so that each key is used once and let go; the inner sums of all
 * giant steps grow side by side over QP, one ModDown is spent a giant step and two at the end.
 */
public final class LinearTransformEvaluator {
  private final CkksContext context;
  private final EvaluationKeys keys;
  private final KeySwitcher switcher;
  private final RingArithmetic arithmetic;
  private final Engine engine;

  /** Uses the keys and the engine of an evaluator. */
  public LinearTransformEvaluator(Evaluator evaluator) {
    this.context = evaluator.context();
    this.keys = evaluator.keys();
    this.switcher = evaluator.keySwitcher();
    this.arithmetic = evaluator.arithmetic();
    this.engine = arithmetic.engine();
  }

  /**
   * The transform of x at the product of the scales, on x's level.
   *
   * @throws OperandException if x has another level or number of slots than the transform, or is
   *     not linear
   */
  public Ciphertext apply(LinearTransform transform, Ciphertext x) {
    if (x.level() != transform.level() || x.slots() != transform.slots() || x.degree() != 1) {
      throw new OperandException(
          "This transform is encoded for two components at level %d with %d slots, but the ciphertext has %d components at level %d with %d slots; drop or relinearise it, or encode the transform for it."
              .formatted(
                  transform.level(), transform.slots(), x.degree() + 1, x.level(), x.slots()));
    }
    SortedMap<Integer, Accumulator> inner = new TreeMap<>();
    try {
      babySteps(transform, x, inner);
      return giantSteps(transform, x, inner);
    } finally {
      inner.values().forEach(Accumulator::close);
    }
  }

  private void babySteps(
      LinearTransform transform, Ciphertext x, SortedMap<Integer, Accumulator> inner) {
    List<Integer> rotations =
        transform.split().babySteps().stream().filter(step -> step != 0).toList();
    try (NttPoly pc0 = switcher.multiplyByP(x.component(0))) {
      if (rotations.size() < transform.split().babySteps().size()) {
        try (PairOverQp unrotated =
            PairOverQp.of(
                NttPolys.together(
                    () -> arithmetic.copy(pc0), () -> switcher.multiplyByP(x.component(1))))) {
          accumulate(transform, 0, unrotated, inner);
        }
      }
      if (!rotations.isEmpty()) {
        try (HoistedDigits digits = switcher.decompose(x.component(1))) {
          for (int baby : rotations) {
            try (PairOverQp rotated = babyStep(baby, pc0, digits)) {
              accumulate(transform, baby, rotated, inner);
            }
          }
        }
      }
    }
  }

  /** Adds the products of a rotated argument to the inner sum of every giant step. */
  private void accumulate(
      LinearTransform transform,
      int baby,
      PairOverQp rotated,
      SortedMap<Integer, Accumulator> inner) {
    RnsBasis basis = rotated.u0().basis();
    for (int giant : transform.split().giantSteps()) {
      transform.withDiagonal(
          giant + baby,
          diagonal ->
              inner
                  .computeIfAbsent(giant, _ -> new Accumulator(basis, engine))
                  .addProduct(diagonal, rotated.u0(), rotated.u1()));
    }
  }

  /** P times the rotation of x by a baby step, over QP. */
  private PairOverQp babyStep(int step, NttPoly pc0, HoistedDigits digits) {
    Kernels kernels = engine.kernels();
    RnsBasis basis = pc0.basis();
    int[] index = automorphism(step).index();
    LimbBlock both =
        LimbBlock.filled(
            engine.limbs(),
            2 * basis.size(),
            basis.degree(),
            out ->
                switchKey(
                    step,
                    digits,
                    (limb, u0, u1) -> {
                      kernels.add(u0, pc0.limb(limb), u0, basis.modulus(limb));
                      kernels.permute(u0, index, out.get(limb));
                      kernels.permute(u1, index, out.get(basis.size() + limb));
                    }));
    return PairOverQp.of(NttPolys.of(basis, both));
  }

  private Ciphertext giantSteps(
      LinearTransform transform, Ciphertext x, SortedMap<Integer, Accumulator> inner) {
    RnsBasis basis = context.ring().basisQp(x.level());
    try (Accumulator total = new Accumulator(basis, engine)) {
      for (int giant : transform.split().giantSteps()) {
        Accumulator sum = inner.get(giant);
        if (sum != null && giant == 0) {
          total.addPermuted(sum.sum0(), sum.sum1(), identity());
        } else if (sum != null) {
          giantStep(giant, sum, total);
        }
      }
      return new Ciphertext(
          NttPolys.together(
              () -> switcher.divideByP(total.sum0()), () -> switcher.divideByP(total.sum1())),
          x.scale() * transform.scale(),
          x.slots());
    }
  }

  private void giantStep(int step, Accumulator sum, Accumulator total) {
    Kernels kernels = engine.kernels();
    KeySwitcher.SwitchedLimbs adding = total.adding(automorphism(step));
    try (NttPoly d1 = switcher.divideByP(sum.sum1());
        HoistedDigits digits = switcher.decompose(d1)) {
      switchKey(
          step,
          digits,
          (limb, u0, u1) -> {
            kernels.add(u0, sum.sum0().limb(limb), u0, sum.sum0().basis().modulus(limb));
            adding.accept(limb, u0, u1);
          });
    }
  }

  private void switchKey(int step, HoistedDigits digits, KeySwitcher.SwitchedLimbs use) {
    int element = GaloisElements.rotation(step, context.parameters().degree());
    try (KeyLease lease = keys.acquire(new KeyId.Galois(element), digits.level())) {
      switcher.innerProduct(digits, lease.key(), use);
    }
  }

  private Automorphism automorphism(int step) {
    return context.automorphism(GaloisElements.rotation(step, context.parameters().degree()));
  }

  private Automorphism identity() {
    return context.automorphism(1);
  }
}
