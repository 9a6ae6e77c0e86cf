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
import org.rotunda.ckks.evaluation.Rescaler;
import org.rotunda.ckks.params.CkksContext;
import org.rotunda.ckks.ring.Engine;
import org.rotunda.ckks.ring.LimbBlock;
import org.rotunda.ckks.ring.NttPoly;
import org.rotunda.ckks.ring.RnsBasis;

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
  private final ModulusRaising raising;
  private final Rescaler rescaler;
  private final Engine engine;

  /** q_0 and p_0. */
  private final RnsBasis both;

  SecretEncapsulation(Evaluator evaluator) {
    CkksContext context = evaluator.context();
    this.evaluator = evaluator;
    this.switcher = evaluator.keySwitcher();
    this.engine = evaluator.arithmetic().engine();
    this.raising = new ModulusRaising(evaluator);
    this.rescaler = new Rescaler(context, engine);
    this.both = context.ring().basis(0, context.parameters().maxLevel() + 1);
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
    KeyUse use = intoUse();
    try (NttPoly digit = raising.raise(x.component(1), both);
        KeyLease lease = evaluator.keys().acquire(use.id(), use.level());
        NttPoly u0 = timesB(digit, lease.key());
        NttPoly u1 = timesA(digit, lease.key())) {
      long[] c0 = x.component(0).limb(0);
      List<NttPoly> divided = rescaler.rescale(List.of(u0, u1));
      long[] first = divided.getFirst().limb(0);
      engine.kernels().add(first, c0, first, both.modulus(0));
      return new Ciphertext(divided, x.scale(), x.slots());
    }
  }

  private NttPoly timesB(NttPoly digit, EvaluationKey key) {
    return new NttPoly(
        both, engine.fill(both, (i, out) -> multiply(digit, i, key.b(0, both.primeIndex(i)), out)));
  }

  private NttPoly timesA(NttPoly digit, EvaluationKey key) {
    return new NttPoly(
        both,
        engine.fill(
            both,
            (i, out) -> {
              try (LimbBlock a = key.a().limbs(1, both.primeIndex(i), engine)) {
                multiply(digit, i, a.get(0), out);
              }
            }));
  }

  private void multiply(NttPoly digit, int i, long[] half, long[] out) {
    engine.kernels().multiply(digit.limb(i), half, out, both.modulus(i));
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
}
