package org.rotunda.compiler.execution;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.rotunda.ckks.encoding.ComplexVector;
import org.rotunda.ckks.encoding.Encoder;
import org.rotunda.ckks.encoding.Plaintext;
import org.rotunda.ckks.linear.BabyStepGiantStep;
import org.rotunda.ckks.linear.DiagonalMatrix;
import org.rotunda.ckks.linear.LinearTransform;
import org.rotunda.ckks.params.CkksContext;
import org.rotunda.ckks.ring.RnsBasis;
import org.rotunda.compiler.pass.TransformSplits;
import org.rotunda.compiler.program.CipherType;
import org.rotunda.compiler.program.Diagonals;
import org.rotunda.compiler.program.Op;
import org.rotunda.compiler.program.Program;
import org.rotunda.compiler.program.SlotVector;
import org.rotunda.compiler.program.Value;

/**
 * Encodes each plain operand when it is used, of a transform one diagonal at a time, and lets it go
 * after that: least memory.
 */
public final class WeightEncoder implements WeightEncodings {
  private final Program program;
  private final TransformSplits splits;
  private final CkksContext context;
  private final Encoder encoder;

  /** An encoder for a program with types. */
  public WeightEncoder(
      Program program, TransformSplits splits, CkksContext context, Encoder encoder) {
    this.program = program;
    this.splits = splits;
    this.context = context;
    this.encoder = encoder;
  }

  @Override
  public <T> T withVector(Value result, SlotVector vector, Function<Plaintext, T> use) {
    try (Plaintext plaintext = vector(result, vector)) {
      return use.apply(plaintext);
    }
  }

  @Override
  public <T> T withTransform(Op.LinearTransform op, Function<LinearTransform, T> use) {
    CipherType operand = program.type(op.operand());
    double scale = program.type(op.result()).scale() / operand.scale();
    RnsBasis basis = context.ring().basisQp(operand.level());
    BabyStepGiantStep split = splits.of(op);
    Diagonals diagonals = op.matrix().diagonals(program.weights(), program.slots());
    try (LinearTransform transform =
        LinearTransform.streamed(
            program.slots(),
            operand.level(),
            scale,
            split,
            diagonals.indices(),
            index ->
                encoder.encode(
                    ComplexVector.ofReal(diagonals.diagonal(index)).rotate(-split.giantStep(index)),
                    scale,
                    basis))) {
      return use.apply(transform);
    }
  }

  /** For a sum at the operand's scale, for a product at the scale that gives the result's. */
  Plaintext vector(Value result, SlotVector vector) {
    Op.Unary op = (Op.Unary) program.definition(result);
    CipherType operand = program.type(op.operand());
    double scale =
        op instanceof Op.AddPlain
            ? operand.scale()
            : program.type(result).scale() / operand.scale();
    double[] values = vector.values(program.weights(), program.slots());
    return encoder.encode(ComplexVector.ofReal(values), operand.level(), scale);
  }

  /** All diagonals of a transform. */
  LinearTransform transform(Op.LinearTransform op) {
    CipherType operand = program.type(op.operand());
    double scale = program.type(op.result()).scale() / operand.scale();
    Diagonals diagonals = op.matrix().diagonals(program.weights(), program.slots());
    Map<Integer, ComplexVector> vectors = new HashMap<>();
    for (int index : diagonals.indices()) {
      vectors.put(index, ComplexVector.ofReal(diagonals.diagonal(index)));
    }
    return LinearTransform.encode(
        new DiagonalMatrix(program.slots(), vectors),
        splits.of(op),
        operand.level(),
        scale,
        context,
        encoder);
  }
}
