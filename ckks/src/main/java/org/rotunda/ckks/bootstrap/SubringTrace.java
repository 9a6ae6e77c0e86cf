package org.rotunda.ckks.bootstrap;

import java.util.List;
import org.rotunda.ckks.evaluation.Ciphertext;
import org.rotunda.ckks.evaluation.Evaluator;
import org.rotunda.ckks.evaluation.KeyUse;
import org.rotunda.ckks.linear.SlotSums;

/**
 * Brings a raised ciphertext back into the ring of its packing (Cheon, Han, Kim, Kim, Song,
 * "Bootstrapping for Approximate Homomorphic Encryption", 2018, on sparsely packed ciphertexts). A
 * message of n slots is a polynomial in X^gap, gap = N / 2n, but the multiples of q_0 that ModRaise
 * adds are not. The sum of the rotations by 0, n, 2n, ..., (gap - 1) n multiplies the coefficients
 * at multiples of gap by gap, and the others by 0.
 *
 * <p>Depth 0. Keys: log2(gap) rotations at the level of the argument, none if all slots are in use.
 * Error of a coefficient: (gap^2 - 1) / 3 times that of a key switch, since each switch's error is
 * doubled by all rotations after it, beside a signal that is gap times as large.
 */
final class SubringTrace {
  private final BootstrapPlan plan;
  private final SlotSums sums;

  SubringTrace(BootstrapPlan plan, Evaluator evaluator) {
    this.plan = plan;
    this.sums = new SlotSums(evaluator);
  }

  /** The keys that {@link #apply} acquires, in order. */
  static List<KeyUse> keyUses(BootstrapPlan plan, int level) {
    int slots = plan.parameters().slots();
    int degree = plan.parameters().degree();
    return SlotSums.keyUses(plan.bootstrap().slots(), plan.gap(), slots, degree, level);
  }

  /** The trace, whose scale is gap times that of x. */
  Ciphertext apply(Ciphertext x) {
    Ciphertext whole = new Ciphertext(x.components(), x.scale(), plan.parameters().slots());
    Ciphertext trace = sums.rotateAndSum(whole, plan.bootstrap().slots(), plan.gap());
    return new Ciphertext(trace.components(), trace.scale() * plan.gap(), x.slots());
  }
}
