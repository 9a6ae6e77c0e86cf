package org.rotunda.ckks.bootstrap;

import java.util.ArrayList;
import java.util.List;
import org.rotunda.ckks.evaluation.Ciphertext;
import org.rotunda.ckks.evaluation.Evaluator;
import org.rotunda.ckks.evaluation.OperandException;

/**
 * Bootstraps by a plan (Cheon, Han, Kim, Kim, Song, "Bootstrapping for Approximate Homomorphic
 * Encryption", 2018; Bossuat, Mouchet, Troncoso-Pastoriza, Hubaux, 2021).
 *
 * <p>Keys are borrowed one at a time in the order of {@link BootstrapPlan#keyUses}. Safe for use by
 * several threads.
 */
public final class Bootstrapper {
  private final BootstrapPlan plan;
  private final Evaluator evaluator;
  private final SecretEncapsulation encapsulation;
  private final ModulusRaising raising;
  private final SubringTrace trace;
  private final CoeffsToSlots coeffsToSlots;
  private final SlotsToCoeffs slotsToCoeffs;

  /** Uses encoded matrices and an evaluator's keys. */
  public Bootstrapper(BootstrapMatrices matrices, Evaluator evaluator) {
    this.plan = matrices.plan();
    this.evaluator = evaluator;
    this.encapsulation = new SecretEncapsulation(evaluator);
    this.raising = new ModulusRaising(evaluator);
    this.trace = new SubringTrace(plan, evaluator);
    this.coeffsToSlots = new CoeffsToSlots(plan, matrices.coeffsToSlots(), evaluator);
    this.slotsToCoeffs = new SlotsToCoeffs(plan, matrices.slotsToCoeffs(), evaluator);
  }

  /** What it does. */
  public BootstrapPlan plan() {
    return plan;
  }

  /**
   * The same message at the plan's output level and scale.
   *
   * @param x two components at the plan's input level or above; slots of modulus at most about 1,
   *     so that the message's ratio to q_0 is what the plan assumes
   * @throws OperandException if x doesn't fit the plan
   */
  public Ciphertext bootstrap(Ciphertext x) {
    return bootstrap(x, BootstrapStage.Listener.silent());
  }

  /** As {@link #bootstrap(Ciphertext)}, telling a listener about the stages. */
  public Ciphertext bootstrap(Ciphertext x, BootstrapStage.Listener listener) {
    check(x);
    try (Ciphertext lowered = lowered(x, listener);
        Ciphertext raised = raised(lowered)) {
      listener.completed(BootstrapStage.MODULUS_RAISING);
      try (Ciphertext reduced = reduced(raised, lowered.scale(), listener)) {
        return finished(reduced, listener);
      }
    }
  }

  private void check(Ciphertext x) {
    if (x.degree() != 1 || x.level() < plan.inputLevel() || x.slots() != slots()) {
      throw new OperandException(
          "This bootstrap takes two components with %d slots at level %d or above, but %d components with %d slots at level %d were given; relinearise, or plan for them."
              .formatted(slots(), plan.inputLevel(), x.degree() + 1, x.slots(), x.level()));
    }
  }

  private int slots() {
    return plan.bootstrap().slots();
  }

  /** The message at level 0, at about q_0 over the ratio: what is raised. */
  private Ciphertext lowered(Ciphertext x, BootstrapStage.Listener listener) {
    return switch (plan.bootstrap().order()) {
      case MODULUS_RAISING_FIRST -> {
        double factor = Math.rint(plan.raisedMessageScale() / x.scale());
        if (factor < 1) {
          throw new OperandException(
              "A message is raised at a scale of 2^%.1f, but one of 2^%.1f was given; rescale it, or plan for a smaller ratio to q_0."
                  .formatted(Log2.of(plan.raisedMessageScale()), Log2.of(x.scale())));
        }
        try (Ciphertext bottom = evaluator.dropToLevel(x, 0);
            Ciphertext scaled = evaluator.multiplyConstant(bottom, factor, 0, 1)) {
          Ciphertext copy = evaluator.dropToLevel(scaled, 0);
          yield new Ciphertext(copy.components(), x.scale() * factor, x.slots());
        }
      }
      case SLOTS_TO_COEFFS_FIRST -> {
        Ciphertext coefficients = slotsToCoeffs.apply(x);
        listener.completed(BootstrapStage.SLOTS_TO_COEFFS);
        yield coefficients;
      }
    };
  }

  /** Modulo all of Q under the main secret, in the packing's subring. */
  private Ciphertext raised(Ciphertext lowered) {
    Ciphertext raised =
        switch (plan.bootstrap().raisedUnder()) {
          case MAIN -> raising.raise(lowered);
          case EPHEMERAL -> {
            try (Ciphertext sparse = encapsulation.into(lowered);
                Ciphertext high = raising.raise(sparse)) {
              yield encapsulation.outOf(high);
            }
          }
        };
    if (plan.gap() == 1) {
      return raised;
    }
    try (Ciphertext whole = raised) {
      return trace.apply(whole);
    }
  }

  /** EvalMod of all parts, put together again. */
  private Ciphertext reduced(
      Ciphertext raised, double messageScale, BootstrapStage.Listener listener) {
    double scale = plan.reductionScale(messageScale);
    List<Ciphertext> parts = coeffsToSlots.apply(raised);
    List<Ciphertext> done = new ArrayList<>();
    try {
      listener.completed(BootstrapStage.COEFFS_TO_SLOTS);
      for (Ciphertext part : parts) {
        done.add(plan.reduction().apply(part, scale, evaluator));
        part.close();
        listener.completed(BootstrapStage.MODULAR_REDUCTION);
      }
      if (done.size() == 1) {
        return evaluator.dropToLevel(done.getFirst(), done.getFirst().level());
      }
      try (Ciphertext imaginary = evaluator.multiplyConstant(done.get(1), 0, 1, 1)) {
        return evaluator.add(done.getFirst(), imaginary);
      }
    } finally {
      parts.forEach(Ciphertext::close);
      done.forEach(Ciphertext::close);
    }
  }

  private Ciphertext finished(Ciphertext reduced, BootstrapStage.Listener listener) {
    Ciphertext message =
        switch (plan.bootstrap().order()) {
          case MODULUS_RAISING_FIRST -> {
            Ciphertext slots = slotsToCoeffs.apply(reduced);
            listener.completed(BootstrapStage.SLOTS_TO_COEFFS);
            yield slots;
          }
          case SLOTS_TO_COEFFS_FIRST -> evaluator.dropToLevel(reduced, reduced.level());
        };
    return new Ciphertext(message.components(), plan.outputScale(), slots());
  }
}
