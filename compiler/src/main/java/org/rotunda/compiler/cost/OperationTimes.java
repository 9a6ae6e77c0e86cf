package org.rotunda.compiler.cost;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.rotunda.ckks.evaluation.KeyUse;
import org.rotunda.ckks.linear.BabyStepGiantStep;
import org.rotunda.ckks.linear.LinearTransform;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.ckks.polynomial.PolynomialEvaluator;
import org.rotunda.compiler.pass.EncryptedPolynomials;
import org.rotunda.compiler.pass.TransformSplits;
import org.rotunda.compiler.program.Op;
import org.rotunda.compiler.program.Plain;
import org.rotunda.compiler.program.Program;
import org.rotunda.compiler.program.SlotMatrix;
import org.rotunda.compiler.program.Value;

/**
 * Predicts how long a run computes between its uses of keys, if it never waits for one and all
 * uniform halves are in memory.
 */
public final class OperationTimes {
  private final Program program;
  private final Parameters parameters;
  private final CostModel costs;
  private final Map<Value, Integer> diagonals = new HashMap<>();

  /** For a program with types. */
  public OperationTimes(Program program, Parameters parameters, CostModel costs) {
    this(program, parameters, costs, matrix -> matrix.indices().size());
  }

  /**
   * For a program with types.
   *
   * @param count the number of a matrix's diagonals, which takes some time to find
   */
  public OperationTimes(
      Program program, Parameters parameters, CostModel costs, ToIntFunction<SlotMatrix> count) {
    this.program = program;
    this.parameters = parameters;
    this.costs = costs;
    for (Op op : program.ops()) {
      if (op instanceof Op.LinearTransform transform) {
        diagonals.put(op.result(), count.applyAsInt(transform.matrix()));
      }
    }
  }

  /**
   * The seconds before the first use, from the first use to the second, and so on to the end: one
   * more than there are uses.
   */
  public List<Double> spans(TransformSplits splits) {
    Spans spans = new Spans(splits);
    program.ops().forEach(spans::follow);
    return List.copyOf(spans.spans);
  }

  private double cost(Primitive primitive, int level) {
    return costs.seconds(primitive, parameters, level);
  }

  /**
   * The seconds of a linear transform, its diagonals being encoded.
   *
   * @param diagonalCount the number of its diagonals
   * @param level the level of its operand
   */
  public double transform(BabyStepGiantStep split, int diagonalCount, int level) {
    long babies = split.babySteps().stream().filter(step -> step != 0).count();
    long giants = split.giantSteps().stream().filter(step -> step != 0).count();
    double use = cost(Primitive.INNER_PRODUCT, level) + cost(Primitive.ADD, level);
    return diagonalCount * cost(Primitive.ACCUMULATE, level)
        + (babies > 0 ? cost(Primitive.DECOMPOSE, level) : 0)
        + babies * use
        + giants * (use + cost(Primitive.DIVIDE_BY_P, level) + cost(Primitive.DECOMPOSE, level))
        + 2 * cost(Primitive.DIVIDE_BY_P, level);
  }

  private double encoding(Plain plain, int level) {
    return plain instanceof Plain.Scalar ? 0 : cost(Primitive.ENCODE, level);
  }

  /** The spans of one way to split the transforms. */
  private final class Spans {
    private final TransformSplits splits;
    private final List<Double> spans = new ArrayList<>(List.of(0.0));

    Spans(TransformSplits splits) {
      this.splits = splits;
    }

    /** Adds work to the span at hand. */
    private void work(double seconds) {
      spans.set(spans.size() - 1, spans.getLast() + seconds);
    }

    /** A use of a key, with what is done with it. */
    private void use(double seconds) {
      spans.add(seconds);
    }

    private void follow(Op op) {
      int level = program.type(op.result()).level();
      switch (op) {
        case Op.Input _, Op.Output _, Op.DropLevel _, Op.Bootstrap _ -> {}
        case Op.Add _, Op.Subtract _, Op.Negate _ -> work(cost(Primitive.ADD, level));
        case Op.AddPlain add -> work(cost(Primitive.ADD, level) + encoding(add.plain(), level));
        case Op.MultiplyPlain multiply ->
            work(cost(Primitive.MULTIPLY_PLAIN, level) + encoding(multiply.plain(), level));
        case Op.Multiply _ -> work(cost(Primitive.MULTIPLY, level));
        case Op.Rescale _ -> work(cost(Primitive.RESCALE, level + 1));
        case Op.Rotate rotate -> {
          if (Math.floorMod(rotate.amount(), program.slots()) != 0) {
            keySwitch(level);
          }
        }
        case Op.Conjugate _, Op.Relinearise _ -> keySwitch(level);
        case Op.LinearTransform transform -> transform(transform);
        case Op.Polynomial polynomial -> polynomial(polynomial);
      }
    }

    private void keySwitch(int level) {
      work(cost(Primitive.DECOMPOSE, level));
      use(cost(Primitive.INNER_PRODUCT, level));
      work(2 * cost(Primitive.DIVIDE_BY_P, level) + cost(Primitive.ADD, level));
    }

    private void transform(Op.LinearTransform op) {
      int level = program.type(op.operand()).level();
      BabyStepGiantStep split = splits.of(op);
      int count = diagonals.getOrDefault(op.result(), 0);
      int uses = LinearTransform.keyUses(split, program.slots(), parameters.degree(), level).size();
      int babies =
          LinearTransform.babyKeyUses(split, program.slots(), parameters.degree(), level).size();
      double accumulate = count * cost(Primitive.ACCUMULATE, level) / split.babySteps().size();
      work(count * cost(Primitive.ENCODE, level));
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

    /** A product, a relinearisation and a rescaling a use, and two sums with constants. */
    private void polynomial(Op.Polynomial op) {
      int level = program.type(op.operand()).level();
      for (KeyUse use : PolynomialEvaluator.keyUses(EncryptedPolynomials.plan(op), level)) {
        work(cost(Primitive.MULTIPLY, use.level()));
        keySwitch(use.level());
        work(
            cost(Primitive.RESCALE, use.level()) + 2 * cost(Primitive.MULTIPLY_PLAIN, use.level()));
      }
    }
  }
}
