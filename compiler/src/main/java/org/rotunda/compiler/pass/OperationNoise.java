package org.rotunda.compiler.pass;

import java.util.Map;
import org.rotunda.ckks.encoding.ComplexVector;
import org.rotunda.ckks.linear.BabyStepGiantStep;
import org.rotunda.ckks.noise.Noise;
import org.rotunda.ckks.noise.NoiseModel;
import org.rotunda.compiler.program.CipherType;
import org.rotunda.compiler.program.Diagonals;
import org.rotunda.compiler.program.Op;
import org.rotunda.compiler.program.Plain;
import org.rotunda.compiler.program.Program;
import org.rotunda.compiler.program.SlotVector;
import org.rotunda.compiler.program.Value;

/** The error that each operation of a program adds by itself, by the {@link NoiseModel}. */
final class OperationNoise {
  private final Program program;
  private final TransformSplits splits;
  private final NoiseModel model;
  private final Target target;
  private final Map<Value, ComplexVector> exact;

  /** For a program with types and the slots of its values in a clear run. */
  OperationNoise(
      Program program, TransformSplits splits, Target target, Map<Value, ComplexVector> exact) {
    this.program = program;
    this.splits = splits;
    this.target = target;
    this.model = new NoiseModel(target.parameters());
    this.exact = exact;
  }

  /** What an operation adds to the error that its operands bring. */
  Noise of(Op op) {
    int level = program.type(op.result()).level();
    return switch (op) {
      case Op.Input _ -> model.freshPublic();
      case Op.Add _, Op.Subtract _, Op.Multiply _, Op.Negate _, Op.Output _, Op.DropLevel _ ->
          Noise.NONE;
      case Op.AddPlain _ -> model.encoding();
      case Op.MultiplyPlain multiply -> plainProduct(multiply);
      case Op.Rotate _, Op.Conjugate _, Op.Relinearise _ -> model.keySwitch(level);
      case Op.Rescale _ -> model.rescale(Noise.NONE, level + 1);
      case Op.LinearTransform transform -> transform(transform);
      case Op.Polynomial polynomial -> polynomial(polynomial, level);
      case Op.Bootstrap bootstrap -> bootstrap(bootstrap);
    };
  }

  /** What an operation makes of its operand's slots besides its noise, the same in every run. */
  ComplexVector distorted(Op op, ComplexVector slots) {
    return op instanceof Op.Bootstrap bootstrap
        ? target.bootstrapOf(bootstrap).reduced(slots)
        : slots;
  }

  /**
   * All that a bootstrap adds beyond what the sine makes of its message; only real parts have it if
   * imaginary ones are dropped. The rounding of diagonals, which is the same whenever one value is
   * bootstrapped, is taken as independent each time, see {@link
   * org.rotunda.ckks.bootstrap.BootstrapError}.
   */
  private Noise bootstrap(Op.Bootstrap op) {
    ComplexVector message =
        exact.getOrDefault(op.operand(), ComplexVector.ofReal(new double[program.slots()]));
    double random =
        target.bootstrapOf(op).randomDeviation(program.type(op.operand()).scale(), message);
    double scale = program.type(op.result()).scale();
    return new Noise(random * random * scale * scale / program.slots());
  }

  private double meanSquare(Value value) {
    ComplexVector slots = exact.get(value);
    return slots == null ? 0 : meanSquare(slots);
  }

  private static double meanSquare(ComplexVector slots) {
    double sum = 0;
    for (int i = 0; i < slots.size(); i++) {
      sum += slots.real(i) * slots.real(i) + slots.imaginary(i) * slots.imaginary(i);
    }
    return sum / slots.size();
  }

  /** The rounding of the plain operand, times the message. */
  private Noise plainProduct(Op.MultiplyPlain op) {
    CipherType operand = program.type(op.operand());
    double plainScale = program.type(op.result()).scale() / operand.scale();
    double meanSquare = meanSquare(op.operand());
    return switch (op.plain()) {
      case Plain.Scalar(double re, double im) ->
          model
              .constantProduct(
                  Noise.NONE, operand.scale(), meanSquare, re, plainScale, program.slots())
              .plus(
                  model.constantProduct(
                      Noise.NONE, operand.scale(), meanSquare, im, plainScale, program.slots()));
      case SlotVector _ ->
          model.plainProduct(Noise.NONE, operand.scale(), meanSquare, plainScale, 0);
    };
  }

  /**
   * Each diagonal multiplies its baby step's inner product and adds the rounding of its encoding.
   * Each giant step adds a ModDown and an inner product, the end one ModDown more.
   */
  private Noise transform(Op.LinearTransform op) {
    CipherType operand = program.type(op.operand());
    double plainScale = program.type(op.result()).scale() / operand.scale();
    double meanSquare = meanSquare(op.operand());
    BabyStepGiantStep split = splits.of(op);
    Diagonals diagonals = op.matrix().diagonals(program.weights(), program.slots());
    Noise baby = model.innerProduct(operand.level());
    Noise sum = model.modDown();
    for (int index : diagonals.indices()) {
      double weight = meanSquare(ComplexVector.ofReal(diagonals.diagonal(index)));
      sum =
          sum.plus(
              model.plainProduct(
                  split.babyStep(index) == 0 ? Noise.NONE : baby,
                  operand.scale(),
                  meanSquare,
                  plainScale,
                  weight));
    }
    for (int giant : split.giantSteps()) {
      if (giant != 0) {
        sum = sum.plus(model.modDown()).plus(baby);
      }
    }
    return sum;
  }

  /**
   * The rounding and key switch of a level in every power T_k, which grows with k on the way there
   * because the derivative of T_k at an angle is k times a sine over a sine.
   */
  private Noise polynomial(Op.Polynomial op, int level) {
    double growth = 1;
    for (int k = 1; k <= op.series().degree(); k++) {
      double share = op.series().coefficient(k) * k;
      growth += share * share;
    }
    return model
        .rescale(Noise.NONE, level + 1)
        .plus(model.keySwitch(level))
        .times(Math.sqrt(growth));
  }
}
