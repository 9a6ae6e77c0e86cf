package org.rotunda.compiler.pass;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.rotunda.ckks.linear.BabyStepGiantStep;
import org.rotunda.compiler.program.CipherType;
import org.rotunda.compiler.program.Op;
import org.rotunda.compiler.program.Program;
import org.rotunda.compiler.program.Rewriter;
import org.rotunda.compiler.program.Value;

/**
 * Which rotations of a program with types are two rotations one after the other, with keys that
 * others use too. A rotation of the same value by the same amount is made once for all.
 *
 * @param parts the amounts by the rotation's value
 */
public record RotationComposition(Map<Value, Parts> parts) {
  /**
   * Two amounts that sum up to a rotation's, modulo the slots.
   *
   * @param first 1 to slots - 1
   * @param second 1 to slots - 1
   */
  public record Parts(int first, int second) {}

  /**
   * The program with composed rotations.
   *
   * @param splits how its linear transforms are split
   */
  public record Composed(Program program, TransformSplits splits) {}

  private record Rotation(Value operand, int amount) {}

  /** The most rotations of a program that come one directly after the other. */
  public static int longestChain(Program program) {
    int[] length = new int[program.ops().size()];
    int longest = 0;
    for (Op op : program.ops()) {
      if (op instanceof Op.Rotate rotate) {
        length[op.result().id()] = length[rotate.operand().id()] + 1;
        longest = Math.max(longest, length[op.result().id()]);
      }
    }
    return longest;
  }

  /** Copies the map, in its order. */
  public RotationComposition {
    parts = Map.copyOf(parts);
  }

  /** Composes the rotations of a program and moves the splits along. */
  public Composed apply(Program program, TransformSplits splits) {
    if (parts.isEmpty()) {
      return new Composed(program, splits);
    }
    Map<Value, BabyStepGiantStep> moved = new LinkedHashMap<>();
    Map<Rotation, Value> made = new HashMap<>();
    Program composed =
        Rewriter.rewrite(
            program,
            (rewriter, op) -> {
              if (op instanceof Op.Rotate rotate) {
                return rotated(rewriter, rotate, made);
              }
              Value copy = rewriter.copyTyped(op);
              if (op instanceof Op.LinearTransform transform) {
                moved.put(copy, splits.of(transform));
              }
              return copy;
            });
    return new Composed(composed, new TransformSplits(moved));
  }

  private Value rotated(Rewriter rewriter, Op.Rotate rotate, Map<Rotation, Value> made) {
    Value operand = rewriter.mapped(rotate.operand());
    CipherType type = rewriter.source().type(rotate.result());
    Parts own = parts.get(rotate.result());
    Optional<Value> there = Optional.ofNullable(made.get(new Rotation(operand, rotate.amount())));
    if (own == null || there.isPresent()) {
      return rotated(rewriter, operand, rotate.amount(), type, made);
    }
    Value between = rotated(rewriter, operand, own.first(), type, made);
    Value result = rotated(rewriter, between, own.second(), type, made);
    made.put(new Rotation(operand, rotate.amount()), result);
    return result;
  }

  private static Value rotated(
      Rewriter rewriter, Value operand, int amount, CipherType type, Map<Rotation, Value> made) {
    return made.computeIfAbsent(
        new Rotation(operand, amount),
        _ -> {
          Value value = rewriter.out().rotate(operand, amount);
          rewriter.out().setType(value, type);
          return value;
        });
  }
}
