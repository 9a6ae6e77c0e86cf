package org.rotunda.ckks.bootstrap;

import java.util.ArrayList;
import java.util.List;
import org.rotunda.ckks.evaluation.Ciphertext;
import org.rotunda.ckks.evaluation.Evaluator;

/**
 * Bootstraps what the bootstraps before left as error, for precision beyond one pass (Bae, Cheon,
 * Cho, Kim, Kim, "META-BTS: Bootstrapping Precision Beyond the Limit", 2022): with y_0 = B(x) and
 * the error known to be below 2^-b, y_1 = B(2^b (x - y_0)), and y_0 + 2^-b y_1 has an error 2^b
 * times smaller, down to that of x itself and of one rescale at the output scale.
 *
 * <p>Several passes take one level more than one, however many they are: all are weighted and
 * rescaled together. Keys: those of a pass as often as there are passes.
 */
public final class IteratedBootstrapper {
  private final Bootstrapper once;
  private final Evaluator evaluator;
  private final IteratedPlan plan;

  /**
   * Iterates a bootstrapper.
   *
   * @param passes how many bootstraps, at least 1
   * @param bits b: an error's slots are below 2^-b after a pass, so that enlarged they are below 1
   */
  public IteratedBootstrapper(Bootstrapper once, Evaluator evaluator, int passes, int bits) {
    this.plan = new IteratedPlan(once.plan(), passes, bits);
    this.once = once;
    this.evaluator = evaluator;
  }

  /** What it does. */
  public IteratedPlan plan() {
    return plan;
  }

  /** The same message at the output level and scale. */
  public Ciphertext bootstrap(Ciphertext x) {
    return bootstrap(x, BootstrapStage.Listener.silent());
  }

  /** As {@link #bootstrap(Ciphertext)}, telling a listener about the stages of every pass. */
  public Ciphertext bootstrap(Ciphertext x, BootstrapStage.Listener listener) {
    int level = plan.inputLevel();
    List<Ciphertext> parts = new ArrayList<>();
    try (Ciphertext argument = evaluator.dropToLevel(x, level)) {
      parts.add(once.bootstrap(argument, listener));
      while (parts.size() < plan.passes()) {
        double enlargement = Math.scalb(1.0, plan.bits() * parts.size());
        try (Ciphertext known = weightedSum(parts, level, argument.scale());
            Ciphertext error = evaluator.subtract(argument, known);
            Ciphertext enlarged = evaluator.multiplyConstant(error, enlargement, 0, 1)) {
          parts.add(once.bootstrap(enlarged, listener));
        }
      }
      return plan.passes() == 1
          ? evaluator.dropToLevel(parts.getFirst(), plan.outputLevel())
          : weightedSum(parts, plan.outputLevel(), plan.outputScale());
    } finally {
      parts.forEach(Ciphertext::close);
    }
  }

  /** The sum of 2^(-b i) parts_i at a level and scale: one rescale for all. */
  private Ciphertext weightedSum(List<Ciphertext> parts, int level, double scale) {
    double above = scale * evaluator.context().parameters().prime(level + 1);
    Ciphertext sum = weighted(parts.getFirst(), 0, level + 1, above);
    for (int i = 1; i < parts.size(); i++) {
      try (Ciphertext previous = sum;
          Ciphertext term = weighted(parts.get(i), i, level + 1, above)) {
        sum = evaluator.add(previous, term);
      }
    }
    try (Ciphertext whole = sum) {
      Ciphertext rescaled = evaluator.rescale(whole);
      return new Ciphertext(rescaled.components(), scale, rescaled.slots());
    }
  }

  private Ciphertext weighted(Ciphertext part, int index, int level, double scale) {
    double weight = Math.scalb(1.0, -plan.bits() * index);
    try (Ciphertext dropped = evaluator.dropToLevel(part, level)) {
      return evaluator.multiplyConstant(dropped, weight, 0, scale / part.scale());
    }
  }
}
