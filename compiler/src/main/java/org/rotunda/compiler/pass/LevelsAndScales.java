package org.rotunda.compiler.pass;

import org.rotunda.ckks.bootstrap.IteratedPlan;
import org.rotunda.ckks.params.ParameterException;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.compiler.program.CipherType;
import org.rotunda.compiler.program.Op;
import org.rotunda.compiler.program.Pass;
import org.rotunda.compiler.program.Plain;
import org.rotunda.compiler.program.Program;
import org.rotunda.compiler.program.Rewriter;
import org.rotunda.compiler.program.SsaBuilder;
import org.rotunda.compiler.program.Value;

/**
 * Decides level and scale of every value and makes relinearisation, rescaling and level drops
 * explicit.
 *
 * <p>Values rest at the lowest level that what follows them allows, at the scale of the {@link
 * ScaleLadder}. Products stay unrescaled, and of degree 2, as long as only sums use them: one
 * relinearisation and one rescaling then serve the whole sum. Rotations come after rescaling, so
 * that their keys are used one level lower. Relinearisation comes before it: the rounding of
 * rescaling c_2 would be multiplied by s^2, whose norm is some sqrt(N) times that of s. A value
 * that is needed at a lower level than it rests at is brought there with its scale adjusted by a
 * product with 1. Bootstraps bring values back to the top of the ladder; from there they come down
 * in the same way.
 */
public final class LevelsAndScales implements Pass {
  private final Target target;
  private final Parameters parameters;
  private final ScaleLadder ladder;

  /** A pass for a modulus chain, without bootstrapping. */
  public LevelsAndScales(Parameters parameters) {
    this(Target.of(parameters));
  }

  /** A pass for a target. */
  public LevelsAndScales(Target target) {
    this.target = target;
    this.parameters = target.parameters();
    this.ladder = target.ladder();
  }

  /** The levels that a program consumes. */
  public static int depth(Program program) {
    return RequiredLevels.of(program).highest();
  }

  /**
   * The program with types.
   *
   * @throws ParameterException if the chain is too short or the ring too small
   * @throws org.rotunda.compiler.program.InvalidProgramException if the program bootstraps what the
   *     target can't
   */
  @Override
  public Program apply(Program program) {
    target.requireFitting(program);
    RequiredLevels levels = RequiredLevels.of(program, target);
    if (levels.highest() > ladder.top()) {
      throw new ParameterException(
          "The program %s consumes %d levels, but the parameters have %d; take a longer modulus chain."
              .formatted(program.name(), levels.highest(), ladder.top()));
    }
    return Rewriter.rewrite(program, new Lowering(program, levels));
  }

  /** One program's rewriting. */
  private final class Lowering implements Rewriter.Rule {
    private final RequiredLevels levels;
    private final RestingValues resting;

    Lowering(Program program, RequiredLevels levels) {
      this.levels = levels;
      this.resting = new RestingValues(program.ops().size());
    }

    @Override
    public Value rewrite(Rewriter rewriter, Op op) {
      SsaBuilder out = rewriter.out();
      int level = levels.of(op.result());
      return switch (op) {
        case Op.Input _ -> typed(out, rewriter.copy(op), level, ladder.scale(level));
        case Op.Output output -> {
          Value lowest = dropped(rewriter, output.operand(), ladder.lowest());
          Value delivered = out.output(lowest, output.name(), output.layout(), output.part());
          out.setType(delivered, type(lowest));
          yield delivered;
        }
        case Op.Multiply multiply -> {
          Value left = adjusted(rewriter, multiply.left(), level + 1);
          Value right = adjusted(rewriter, multiply.right(), level + 1);
          Value product = out.multiply(left, right);
          resting.product(op.result(), 2);
          yield typed(out, product, level + 1, type(left).scale() * type(right).scale());
        }
        case Op.MultiplyPlain multiply -> {
          Value operand = dropped(rewriter, multiply.operand(), level + 1);
          resting.product(op.result(), 1);
          yield typed(
              out, out.multiplyPlain(operand, multiply.plain()), level + 1, unrescaled(level));
        }
        case Op.LinearTransform transform -> {
          Value operand = dropped(rewriter, transform.operand(), level + 1);
          resting.product(op.result(), 1);
          yield typed(
              out, out.transform(operand, transform.matrix()), level + 1, unrescaled(level));
        }
        case Op.Polynomial polynomial -> {
          int above = level + EncryptedPolynomials.depth(polynomial);
          Value operand = dropped(rewriter, polynomial.operand(), above);
          yield typed(
              out, out.polynomial(operand, polynomial.series()), level, ladder.scale(level));
        }
        case Op.Add add -> sum(rewriter, add, level);
        case Op.Subtract subtract -> sum(rewriter, subtract, level);
        case Op.AddPlain _, Op.Negate _ -> keepingForm(rewriter, (Op.Unary) op, level);
        case Op.Rotate rotate -> {
          Value operand = adjusted(rewriter, rotate.operand(), level);
          yield typed(out, out.rotate(operand, rotate.amount()), level, type(operand).scale());
        }
        case Op.Conjugate conjugate -> {
          Value operand = adjusted(rewriter, conjugate.operand(), level);
          yield typed(out, out.conjugate(operand), level, type(operand).scale());
        }
        case Op.Bootstrap bootstrap -> {
          IteratedPlan plan = target.bootstrapOf(bootstrap);
          Value operand = dropped(rewriter, bootstrap.operand(), target.argumentLevel(plan));
          yield typed(out, out.bootstrap(operand), plan.outputLevel(), plan.outputScale());
        }
        case Op.Relinearise _, Op.Rescale _, Op.DropLevel _ ->
            throw new IllegalStateException("RequiredLevels has refused " + op);
      };
    }

    /** The scale of a product one level above before it is rescaled to the ladder. */
    private double unrescaled(int level) {
      return ladder.scale(level) * parameters.prime(level + 1);
    }

    private Value typed(SsaBuilder out, Value value, int level, double scale) {
      CipherType type = new CipherType(level, scale);
      out.setType(value, type);
      resting.type(value, type);
      return value;
    }

    private CipherType type(Value value) {
      return resting.type(value);
    }

    /**
     * A sum of two products that have not been rescaled stays unrescaled; others are brought to
     * rest.
     */
    private Value sum(Rewriter rewriter, Op.Binary op, int level) {
      SsaBuilder out = rewriter.out();
      boolean products = isProductFor(op.left(), level) && isProductFor(op.right(), level);
      Value left = products ? rewriter.mapped(op.left()) : adjusted(rewriter, op.left(), level);
      Value right = products ? rewriter.mapped(op.right()) : adjusted(rewriter, op.right(), level);
      if (products) {
        resting.product(
            op.result(), Math.max(resting.degree(op.left()), resting.degree(op.right())));
      }
      Value sum = op instanceof Op.Add ? out.add(left, right) : out.subtract(left, right);
      return typed(out, sum, type(left).level(), type(left).scale());
    }

    private Value keepingForm(Rewriter rewriter, Op.Unary op, int level) {
      SsaBuilder out = rewriter.out();
      boolean product = isProductFor(op.operand(), level);
      Value operand =
          product ? rewriter.mapped(op.operand()) : adjusted(rewriter, op.operand(), level);
      if (product) {
        resting.product(op.result(), resting.degree(op.operand()));
      }
      Value result =
          op instanceof Op.AddPlain add ? out.addPlain(operand, add.plain()) : out.negate(operand);
      return typed(out, result, type(operand).level(), type(operand).scale());
    }

    /** Whether a value is an unrescaled product that will come to rest exactly at a level. */
    private boolean isProductFor(Value old, int level) {
      return resting.isProduct(old) && levels.of(old) == level;
    }

    /** The value at rest: relinearised, then rescaled; made once. */
    private Value rested(Rewriter rewriter, Value old) {
      if (!resting.isProduct(old)) {
        return rewriter.mapped(old);
      }
      return resting.rested(
          old,
          () -> {
            SsaBuilder out = rewriter.out();
            Value product = rewriter.mapped(old);
            int level = type(product).level();
            double scale = type(product).scale();
            Value linear =
                resting.degree(old) == 1
                    ? product
                    : typed(out, out.relinearise(product), level, scale);
            return typed(out, out.rescale(linear), level - 1, scale / parameters.prime(level));
          });
    }

    /** The value at a level, at whatever scale it has there. */
    private Value dropped(Rewriter rewriter, Value old, int level) {
      Value rested = rested(rewriter, old);
      if (type(rested).level() == level) {
        return rested;
      }
      return resting.dropped(
          old,
          level,
          () ->
              typed(
                  rewriter.out(),
                  rewriter.out().dropLevel(rested, level),
                  level,
                  type(rested).scale()));
    }

    /** The value at a level and the ladder's scale there. */
    private Value adjusted(Rewriter rewriter, Value old, int level) {
      Value rested = rested(rewriter, old);
      if (type(rested).level() == level) {
        return rested;
      }
      Value above = dropped(rewriter, old, level + 1);
      return resting.adjusted(
          old,
          level,
          () -> {
            SsaBuilder out = rewriter.out();
            Value product =
                typed(
                    out,
                    out.multiplyPlain(above, new Plain.Scalar(1)),
                    level + 1,
                    unrescaled(level));
            return typed(out, out.rescale(product), level, ladder.scale(level));
          });
    }
  }
}
