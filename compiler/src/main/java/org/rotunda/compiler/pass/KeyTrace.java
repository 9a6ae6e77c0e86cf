package org.rotunda.compiler.pass;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.rotunda.ckks.evaluation.KeyId;
import org.rotunda.ckks.evaluation.KeyUse;
import org.rotunda.ckks.evaluation.KeyUses;
import org.rotunda.ckks.linear.LinearTransform;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.ckks.polynomial.PolynomialEvaluator;
import org.rotunda.compiler.program.Op;
import org.rotunda.compiler.program.Program;
import org.rotunda.compiler.program.Value;

/**
 * Every use of an evaluation key that a run of a program makes, in order. Programs are oblivious of
 * their data, so it is known before the run.
 *
 * @param uses the uses
 */
public record KeyTrace(List<Use> uses) {
  /**
   * One use and where it comes from.
   *
   * @param by the value whose operation uses the key
   * @param use the key and level
   */
  public record Use(Value by, KeyUse use) {}

  /** Copies the list. */
  public KeyTrace {
    uses = List.copyOf(uses);
  }

  /** The trace of a program with types. */
  public static KeyTrace of(Program program, TransformSplits splits, Parameters parameters) {
    List<Use> trace = new ArrayList<>();
    for (Op op : program.ops()) {
      for (KeyUse use : usesOf(op, program, splits, parameters)) {
        trace.add(new Use(op.result(), use));
      }
    }
    return new KeyTrace(trace);
  }

  private static List<KeyUse> usesOf(
      Op op, Program program, TransformSplits splits, Parameters parameters) {
    int degree = parameters.degree();
    return switch (op) {
      case Op.Rotate rotate ->
          KeyUses.rotation(
                  rotate.amount(), program.slots(), degree, program.type(op.result()).level())
              .stream()
              .toList();
      case Op.Conjugate _ ->
          List.of(KeyUses.conjugation(degree, program.type(op.result()).level()));
      case Op.Relinearise _ -> List.of(KeyUses.relinearisation(program.type(op.result()).level()));
      case Op.LinearTransform transform ->
          LinearTransform.keyUses(
              splits.of(transform),
              program.slots(),
              degree,
              program.type(transform.operand()).level());
      case Op.Polynomial polynomial ->
          PolynomialEvaluator.keyUses(
              EncryptedPolynomials.plan(polynomial), program.type(polynomial.operand()).level());
      default -> List.of();
    };
  }

  /** The uses without their origin. */
  public List<KeyUse> keyUses() {
    return uses.stream().map(Use::use).toList();
  }

  /** Every key with the highest level it is used at, in the order of key ids. */
  public Map<KeyId, Integer> topLevels() {
    Map<KeyId, Integer> levels = new TreeMap<>();
    uses.forEach(use -> levels.merge(use.use().id(), use.use().level(), Math::max));
    return levels;
  }
}
