package org.rotunda.compiler.pass;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.rotunda.ckks.encoding.ComplexVector;
import org.rotunda.ckks.linear.BabyStepGiantStep;
import org.rotunda.ckks.noise.Noise;
import org.rotunda.ckks.noise.NoiseModel;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.ckks.polynomial.ChebyshevSeries;
import org.rotunda.compiler.program.CipherType;
import org.rotunda.compiler.program.Diagonals;
import org.rotunda.compiler.program.Op;
import org.rotunda.compiler.program.Plain;
import org.rotunda.compiler.program.Program;
import org.rotunda.compiler.program.SlotVector;
import org.rotunda.compiler.program.Value;
import org.rotunda.compiler.program.clear.ClearBackend;

/**
 * The predicted error of every value of a program with types, by the {@link NoiseModel}, for messages as
 * large as those of a given clear run.
 */
public final class NoisePrediction {
  private static final int DERIVATIVE_SAMPLES = 256;

  private final Program program;
  private final TransformSplits splits;
  private final NoiseModel model;
  private final Noise fresh;
  private final Map<Value, Double> meanSquares = new HashMap<>();
  private final Map<Value, Noise> noises = new HashMap<>();

  private NoisePrediction(
      Program program, TransformSplits splits, NoiseModel model, Noise fresh) {
    this.program = program;
    this.splits = splits;
    this.model = model;
    this.fresh = fresh;
  }

  /**
   * Predicts along a program.
   *
   * @param parameters the parameters that its types are for
   * @param inputs the packed slots of every input by name
   */
  public static NoisePrediction of(
      Program program,
      TransformSplits splits,
      Parameters parameters,
      Map<String, List<ComplexVector>> inputs) {
    NoiseModel model = new NoiseModel(parameters);
    NoisePrediction prediction =
        new NoisePrediction(program, splits, model, model.freshPublic());
    new ClearBackend(program)
        .runPacked(
            inputs, (op, slots) -> prediction.meanSquares.put(op.result(), meanSquare(slots)));
    for (Op op : program.ops()) {
      prediction.noises.put(op.result(), prediction.noise(op));
    }
    return prediction;
  }

  private static double meanSquare(ComplexVector slots) {
    double sum = 0;
    for (int i = 0; i < slots.size(); i++) {
      sum += slots.real(i) * slots.real(i) + slots.imaginary(i) * slots.imaginary(i);
    }
    return sum / slots.size();
  }

  /** The standard deviation of the real error of one decoded slot of a value. */
  public double slotDeviation(Value value) {
    return noiseOf(value).slotDeviation(program.type(value).scale(), program.slots())
        / Math.sqrt(2);
  }

  private Noise noiseOf(Value value) {
    return noises.getOrDefault(value, Noise.NONE);
  }

  private double meanSquareOf(Value value) {
    return meanSquares.getOrDefault(value, 0.0);
  }

  private Noise noise(Op op) {
    return switch (op) {
      case Op.Input _ -> fresh;
      case Op.Add add -> noiseOf(add.left()).plus(noiseOf(add.right()));
      case Op.Subtract subtract ->
          noiseOf(subtract.left()).plus(noiseOf(subtract.right()));
      case Op.Multiply multiply -> product(multiply);
      case Op.Unary unary -> noise(unary, noiseOf(unary.operand()));
    };
  }

  private Noise product(Op.Multiply op) {
    double leftScale = program.type(op.left()).scale();
    double rightScale = program.type(op.right()).scale();
    return op.left().equals(op.right())
        ? model.square(noiseOf(op.left()), leftScale, meanSquareOf(op.left()))
        : model.product(
            noiseOf(op.left()),
            leftScale,
            meanSquareOf(op.left()),
            noiseOf(op.right()),
            rightScale,
            meanSquareOf(op.right()));
  }

  private Noise noise(Op.Unary op, Noise x) {
    CipherType operand = program.type(op.operand());
    CipherType result = program.type(op.result());
    return switch (op) {
      case Op.Output _, Op.Negate _, Op.DropLevel _ -> x;
      case Op.AddPlain _ -> x.plus(model.encoding());
      case Op.MultiplyPlain multiply ->
          plainProduct(multiply, x, operand, result.scale() / operand.scale());
      case Op.Rotate _, Op.Conjugate _, Op.Relinearise _ ->
          x.plus(model.keySwitch(result.level()));
      case Op.Rescale _ -> model.rescale(x, operand.level());
      case Op.LinearTransform transform -> transform(transform, x, operand, result);
      case Op.Polynomial polynomial -> polynomial(polynomial, x, operand, result);
      case Op.Bootstrap _ ->
          throw new IllegalArgumentException("The error of bootstrapping is not predicted here.");
    };
  }

  private Noise plainProduct(
      Op.MultiplyPlain op, Noise x, CipherType operand, double plainScale) {
    double meanSquare = meanSquareOf(op.operand());
    return switch (op.plain()) {
      case Plain.Scalar(double re, double im) ->
          model.constantProduct(
              x, operand.scale(), meanSquare, Math.hypot(re, im), plainScale, program.slots());
      case SlotVector vector ->
          model.plainProduct(
              x,
              operand.scale(),
              meanSquare,
              plainScale,
              meanSquare(
                  ComplexVector.ofReal(vector.values(program.weights(), program.slots()))));
    };
  }

  /**
   * Each diagonal multiplies the argument's error and its baby step's inner product; it adds the rounding
   * of its encoding. Each giant step adds a ModDown and an inner product, the end one ModDown more.
   */
  private Noise transform(
      Op.LinearTransform op, Noise x, CipherType operand, CipherType result) {
    double plainScale = result.scale() / operand.scale();
    BabyStepGiantStep split = splits.of(op);
    Diagonals diagonals = op.matrix().diagonals(program.weights(), program.slots());
    Noise baby = model.innerProduct(operand.level());
    Noise sum = model.modDown();
    for (int index : diagonals.indices()) {
      Noise argument = split.babyStep(index) == 0 ? x : x.plus(baby);
      sum =
          sum.plus(
              model.plainProduct(
                  argument,
                  operand.scale(),
                  meanSquareOf(op.operand()),
                  plainScale,
                  meanSquare(ComplexVector.ofReal(diagonals.diagonal(index)))));
    }
    for (int giant : split.giantSteps()) {
      if (giant != 0) {
        sum = sum.plus(model.modDown()).plus(model.innerProduct(operand.level()));
      }
    }
    return sum;
  }

  /**
   * The argument's error times the mean square of the derivative, and the rounding of every level in the
   * largest power, whose error grows with the square of its index (Markov's inequality).
   */
  private Noise polynomial(Op.Polynomial op, Noise x, CipherType operand, CipherType result) {
    ChebyshevSeries series = op.series();
    double lower = series.interval().lower();
    double step = series.interval().length() / DERIVATIVE_SAMPLES;
    double sum = 0;
    for (int i = 0; i < DERIVATIVE_SAMPLES; i++) {
      double slope =
          (series.evaluate(lower + (i + 1) * step) - series.evaluate(lower + i * step)) / step;
      sum += slope * slope;
    }
    double derivative = Math.sqrt(sum / DERIVATIVE_SAMPLES);
    double growth = 1;
    for (int k = 1; k <= series.degree(); k++) {
      growth += Math.abs(series.coefficient(k)) * k;
    }
    Noise levels =
        model.rescale(Noise.NONE, result.level() + 1).plus(model.keySwitch(result.level()));
    return x.times(derivative * result.scale() / operand.scale()).plus(levels.times(growth));
  }
}
