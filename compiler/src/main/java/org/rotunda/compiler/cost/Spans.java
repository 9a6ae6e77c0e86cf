package org.rotunda.compiler.cost;

import java.util.ArrayList;
import java.util.List;
import org.rotunda.ckks.bootstrap.BootstrapStep;
import org.rotunda.ckks.bootstrap.IteratedPlan;
import org.rotunda.ckks.evaluation.KeyUse;
import org.rotunda.ckks.linear.BabyStepGiantStep;
import org.rotunda.ckks.linear.LinearTransform;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.ckks.polynomial.PatersonStockmeyerPlan;
import org.rotunda.ckks.polynomial.PolynomialEvaluator;
import org.rotunda.compiler.program.Plain;

/** Adds up the seconds of operations, cut at the uses of keys. */
final class Spans {
  private final Parameters parameters;
  private final CostModel costs;
  private final List<Double> spans = new ArrayList<>(List.of(0.0));

  Spans(Parameters parameters, CostModel costs) {
    this.parameters = parameters;
    this.costs = costs;
  }

  /** The seconds before the first use, between each two uses in a row, and after the last. */
  List<Double> seconds() {
    return List.copyOf(spans);
  }

  /** All of them. */
  double total() {
    return spans.stream().mapToDouble(Double::doubleValue).sum();
  }

  private double cost(Primitive primitive, int level) {
    return costs.seconds(primitive, parameters, level);
  }

  /** Adds work to the span at hand. */
  private void work(double seconds) {
    spans.set(spans.size() - 1, spans.getLast() + seconds);
  }

  void work(Primitive primitive, int level) {
    work(cost(primitive, level));
  }

  /** A use of a key, with what is done with it. */
  private void use(double seconds) {
    spans.add(seconds);
  }

  void encoding(Plain plain, int level) {
    if (!(plain instanceof Plain.Scalar)) {
      encodings(1, level);
    }
  }

  void encodings(int count, int level) {
    work(count * cost(Primitive.ENCODE, level));
  }

  void keySwitch(int level) {
    work(cost(Primitive.DECOMPOSE, level));
    hoistedKeySwitch(level);
  }

  /** A key switch with digits that are there. */
  void hoistedKeySwitch(int level) {
    use(cost(Primitive.SWITCH, level));
  }

  /** A linear transform whose diagonals are encoded. */
  void transform(BabyStepGiantStep split, int slots, int diagonals, int level) {
    int degree = parameters.degree();
    int uses = LinearTransform.keyUses(split, slots, degree, level).size();
    int babies = LinearTransform.babyKeyUses(split, slots, degree, level).size();
    double accumulate = diagonals * cost(Primitive.ACCUMULATE, level) / split.babySteps().size();
    if (babies < split.babySteps().size()) {
      work(accumulate);
    }
    if (babies > 0) {
      work(cost(Primitive.DECOMPOSE, level));
    }
    for (int i = 0; i < babies; i++) {
      use(cost(Primitive.INNER_PRODUCT, level) + cost(Primitive.ADD, level) + accumulate);
    }
    for (int i = babies; i < uses; i++) {
      work(cost(Primitive.DIVIDE_BY_P, level) + cost(Primitive.DECOMPOSE, level));
      use(cost(Primitive.INNER_PRODUCT, level) + cost(Primitive.ADD, level));
    }
    work(2 * cost(Primitive.DIVIDE_BY_P, level));
  }

  /** The products of a polynomial's evaluation. */
  void polynomial(PatersonStockmeyerPlan plan, int level) {
    for (KeyUse use : PolynomialEvaluator.keyUses(plan, level)) {
      product(use.level());
    }
  }

  /** A product, relinearised and rescaled, and two sums with constants. */
  private void product(int level) {
    work(cost(Primitive.MULTIPLY, level));
    keySwitch(level);
    work(cost(Primitive.RESCALE, level) + 2 * cost(Primitive.MULTIPLY_PLAIN, level));
  }

  void bootstrap(IteratedPlan plan) {
    plan.steps().forEach(this::bootstrap);
    if (plan.passes() > 1) {
      int level = plan.outputLevel() + 1;
      work(plan.passes() * cost(Primitive.MULTIPLY_PLAIN, level));
      work(Primitive.RESCALE, level);
    }
  }

  private void bootstrap(BootstrapStep step) {
    switch (step) {
      // As many transforms as a rescaling.
      case BootstrapStep.ModulusRaising(int level) -> work(Primitive.RESCALE, level);
      case BootstrapStep.KeySwitch(KeyUse use) -> keySwitch(use.level());
      case BootstrapStep.Product(KeyUse use) -> product(use.level());
      case BootstrapStep.Transform transform -> {
        int level = transform.level();
        // Held diagonals are copied; others take as many transforms as a division by P.
        Primitive fetching = transform.isHeld() ? Primitive.ADD : Primitive.DIVIDE_BY_P;
        work(transform.diagonals() * cost(fetching, level));
        transform(transform.split(), transform.slots(), transform.diagonals(), level);
        work(Primitive.RESCALE, level);
      }
    }
  }
}
