package org.rotunda.compiler.cost;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.rotunda.ckks.bootstrap.IteratedPlan;
import org.rotunda.ckks.linear.BabyStepGiantStep;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.ckks.polynomial.ChebyshevSeries;
import org.rotunda.ckks.polynomial.PatersonStockmeyerPlan;
import org.rotunda.ckks.polynomial.PolynomialEvaluator;
import org.rotunda.compiler.pass.EncryptedPolynomials;
import org.rotunda.compiler.pass.LevelCosts;
import org.rotunda.compiler.program.Op;
import org.rotunda.compiler.program.Program;
import org.rotunda.compiler.program.SlotMatrix;
import org.rotunda.compiler.program.Value;

/**
 * The times of a program's operations before its levels are decided, all uniform halves in memory.
 * Products count as if each were relinearised and rescaled by itself, transforms as split for their
 * own time, and values as if decomposed once for all their rotations.
 */
public final class PlacementTimes implements LevelCosts {
  private final int slots;
  private final Parameters parameters;
  private final CostModel costs;
  private final double bootstrap;
  private final Set<Value> hoisted = new HashSet<>();
  private final Map<ChebyshevSeries, PatersonStockmeyerPlan> polynomials = new HashMap<>();
  private final Map<SlotMatrix, BabyStepGiantStep> splits = new HashMap<>();

  /**
   * Times on a machine.
   *
   * @param program whose operations they are
   */
  public PlacementTimes(Program program, IteratedPlan plan, CostModel costs) {
    this.slots = program.slots();
    this.parameters = plan.pass().parameters();
    this.costs = costs;
    Spans spans = new Spans(parameters, costs);
    spans.bootstrap(plan);
    this.bootstrap = spans.total();
    Set<Value> decomposed = new HashSet<>();
    for (Op op : program.ops()) {
      boolean rotation = op instanceof Op.Rotate || op instanceof Op.Conjugate;
      if (rotation && !decomposed.add(op.operands().getFirst())) {
        hoisted.add(op.result());
      }
    }
  }

  @Override
  public double bootstrap() {
    return bootstrap;
  }

  @Override
  public double operation(Op op, int level) {
    Spans spans = new Spans(parameters, costs);
    switch (op) {
      case Op.Input _, Op.Output _, Op.DropLevel _, Op.Bootstrap _ -> {}
      case Op.Add _, Op.Subtract _, Op.Negate _ -> spans.work(Primitive.ADD, level);
      case Op.AddPlain add -> {
        spans.encoding(add.plain(), level);
        spans.work(Primitive.ADD, level);
      }
      case Op.MultiplyPlain multiply -> {
        spans.encoding(multiply.plain(), level + 1);
        spans.work(Primitive.MULTIPLY_PLAIN, level + 1);
        spans.work(Primitive.RESCALE, level + 1);
      }
      case Op.Multiply _ -> {
        spans.work(Primitive.MULTIPLY, level + 1);
        spans.keySwitch(level + 1);
        spans.work(Primitive.RESCALE, level + 1);
      }
      case Op.Rotate _, Op.Conjugate _ -> {
        if (hoisted.contains(op.result())) {
          spans.hoistedKeySwitch(level);
        } else {
          spans.keySwitch(level);
        }
      }
      case Op.Relinearise _ -> spans.keySwitch(level);
      case Op.Rescale _ -> spans.work(Primitive.RESCALE, level + 1);
      case Op.LinearTransform transform -> {
        int diagonals = transform.matrix().indices().size();
        BabyStepGiantStep split =
            splits.computeIfAbsent(
                transform.matrix(), matrix -> BabyStepGiantStep.fastest(matrix.indices(), slots));
        spans.encodings(diagonals, level + 1);
        spans.transform(split, slots, diagonals, level + 1);
        spans.work(Primitive.RESCALE, level + 1);
      }
      case Op.Polynomial polynomial -> {
        PatersonStockmeyerPlan plan =
            polynomials.computeIfAbsent(
                polynomial.series(), _ -> EncryptedPolynomials.plan(polynomial));
        spans.polynomial(plan, level + PolynomialEvaluator.depth(plan));
      }
    }
    return spans.total();
  }
}
