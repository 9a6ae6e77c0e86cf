package org.rotunda.ckks.bootstrap;

import java.util.List;
import org.rotunda.ckks.evaluation.Ciphertext;
import org.rotunda.ckks.evaluation.EvaluationKey;
import org.rotunda.ckks.evaluation.Evaluator;
import org.rotunda.ckks.evaluation.HoistedDigits;
import org.rotunda.ckks.evaluation.KeyId;
import org.rotunda.ckks.evaluation.KeyId.Encapsulation.Direction;
import org.rotunda.ckks.evaluation.KeyLease;
import org.rotunda.ckks.evaluation.KeySwitcher;
import org.rotunda.ckks.evaluation.KeyUse;
import org.rotunda.ckks.ring.Kernels;
import org.rotunda.ckks.ring.LimbBlock;
import org.rotunda.ckks.ring.Modulus;
import org.rotunda.ckks.ring.NttPoly;
import org.rotunda.ckks.ring.NttPolys;
import org.rotunda.ckks.ring.PrimeRing;
import org.rotunda.ckks.ring.RingArithmetic;

/**
 * Switches to an ephemeral secret of weight 32 before the modulus is raised and back after it
 * (Bossuat, Troncoso-Pastoriza, Hubaux, "Bootstrapping for Approximate Homomorphic Encryption with
 * Negligible Failure-Probability by Using Sparse-Secret Encapsulation", 2022, section 3.2).
 *
 * <p>Depth 0. Keys: into at level 0, a single digit modulo q_0 p_0, the only modulus under which
 * the sparse secret is ever seen; out of at the top level, encrypted under the main secret. Error
 * of a coefficient: into N sigma^2 (q_0/p_0)^2 / 12 + (1 + 32) / 12, out of that of a key switch.
 */
final class SecretEncapsulation {
  private final Evaluator evaluator;
  private final KeySwitcher switcher;
  private final RingArithmetic arithmetic;
  private final Kernels kernels;

  SecretEncapsulation(Evaluator evaluator) {
    this.evaluator = evaluator;
    this.switcher = evaluator.keySwitcher();
    this.arithmetic = evaluator.arithmetic();
    this.kernels = arithmetic.engine().kernels();
  }

  /** The use of {@link #into}. */
  static KeyUse intoUse() {
    return new KeyUse(new KeyId.Encapsulation(Direction.INTO), 0);
  }

  /** The use of {@link #outOf} at a level. */
  static KeyUse outOfUse(int level) {
    return new KeyUse(new KeyId.Encapsulation(Direction.OUT_OF), level);
  }

  /** The same message under the ephemeral secret, from level 0 under the main one. */
  Ciphertext into(Ciphertext x) {
    int special = evaluator.context().parameters().maxLevel() + 1;
    PrimeRing q = evaluator.context().ring().prime(0);
    PrimeRing p = evaluator.context().ring().prime(special);
    KeyUse use = intoUse();
    try (LimbBlock lifted = lifted(x.component(1).limb(0), q, p);
        KeyLease lease = evaluator.keys().acquire(use.id(), use.level())) {
      EvaluationKey key = lease.key();
      long[] d = x.component(1).limb(0);
      try (LimbBlock aOfQ = key.a().limbs(1, 0, arithmetic.engine());
          LimbBlock aOfP = key.a().limbs(1, special, arithmetic.engine())) {
        NttPoly c0 = x.component(0);
        return new Ciphertext(
            NttPolys.together(
                () ->
                    divided(x, d, key.b(0, 0), lifted.get(0), key.b(0, special), q, p, c0.limb(0)),
                () ->
                    divided(
                        x, d, aOfQ.get(0), lifted.get(0), aOfP.get(0), q, p, new long[d.length])),
            x.scale(),
            x.slots());
      }
    }
  }

  /** The centered lift of a limb modulo q to p. */
  private LimbBlock lifted(long[] limb, PrimeRing q, PrimeRing p) {
    return LimbBlock.filled(
        arithmetic.engine().limbs(),
        1,
        limb.length,
        out -> {
          long[] coefficients = limb.clone();
          kernels.inverseNtt(coefficients, q);
          kernels.forwardNtt(coefficients, q.modulus(), out.get(0), p);
        });
  }

  /** summand + round(digit * key / p) modulo q. */
  private NttPoly divided(
      Ciphertext x,
      long[] digitModQ,
      long[] keyModQ,
      long[] digitModP,
      long[] keyModP,
      PrimeRing q,
      PrimeRing p,
      long[] summand) {
    Modulus modulus = q.modulus();
    return new NttPoly(
        x.component(0).basis(),
        LimbBlock.filled(
            arithmetic.engine().limbs(),
            1,
            digitModQ.length,
            out -> {
              long[] top = new long[digitModQ.length];
              long[] product = new long[digitModQ.length];
              long[] result = out.get(0);
              kernels.multiply(digitModP, keyModP, top, p.modulus());
              kernels.inverseNtt(top, p);
              kernels.multiply(digitModQ, keyModQ, product, modulus);
              long inverse = modulus.inverse(modulus.reduceWord(p.modulus().value()));
              kernels.modDown(product, top, p.modulus(), inverse, result, q, top);
              kernels.add(result, summand, result, modulus);
            }));
  }

  /** The same message under the main secret, from any level under the ephemeral one. */
  Ciphertext outOf(Ciphertext x) {
    KeyUse use = outOfUse(x.level());
    try (HoistedDigits digits = switcher.decompose(x.component(1));
        KeyLease lease = evaluator.keys().acquire(use.id(), use.level())) {
      return new Ciphertext(
          switcher.switchKey(digits, lease.key(), x.component(0)), x.scale(), x.slots());
    }
  }

  /** Both uses of a bootstrap that raises to a level. */
  static List<KeyUse> keyUses(int raisedLevel) {
    return List.of(intoUse(), outOfUse(raisedLevel));
  }
}
