package org.rotunda.compiler.pass;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.rotunda.ckks.evaluation.KeyId;
import org.rotunda.ckks.evaluation.KeyUse;
import org.rotunda.ckks.evaluation.KeyUses;
import org.rotunda.ckks.linear.BabyStepGiantStep;
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
   * @param group the uses of one group may come in any order; groups are counted from 0
   */
  public record Use(Value by, KeyUse use, int group) {}

  /** Copies the list. */
  public KeyTrace {
    uses = List.copyOf(uses);
  }

  /** The trace of a program with types that doesn't bootstrap. */
  public static KeyTrace of(Program program, TransformSplits splits, Parameters parameters) {
    return of(program, splits, Target.of(parameters));
  }

  /** The trace of a program with types. */
  public static KeyTrace of(Program program, TransformSplits splits, Target target) {
    List<Use> trace = new ArrayList<>();
    Set<KeyId> together = new HashSet<>();
    int group = -1;
    for (Op op : program.ops()) {
      for (List<KeyUse> uses : groupsOf(op, program, splits, target)) {
        List<KeyId> keys = uses.stream().map(KeyUse::id).toList();
        if (group < 0
            || !followsRotationOfTheSame(op, program)
            || !Collections.disjoint(together, keys)) {
          group++;
          together.clear();
        }
        together.addAll(keys);
        for (KeyUse use : uses) {
          trace.add(new Use(op.result(), use, group));
        }
      }
    }
    return new KeyTrace(trace);
  }

  private static boolean followsRotationOfTheSame(Op op, Program program) {
    int position = op.result().id();
    if (position == 0 || !isRotation(op)) {
      return false;
    }
    Op before = program.ops().get(position - 1);
    return isRotation(before) && before.operands().equals(op.operands());
  }

  private static boolean isRotation(Op op) {
    return op instanceof Op.Rotate || op instanceof Op.Conjugate;
  }

  private static List<List<KeyUse>> groupsOf(
      Op op, Program program, TransformSplits splits, Target target) {
    if (op instanceof Op.LinearTransform transform) {
      return groupsOf(
          splits.of(transform),
          program.slots(),
          target.parameters().degree(),
          program.type(transform.operand()).level());
    }
    return usesOf(op, program, target).stream().map(List::of).toList();
  }

  private static List<List<KeyUse>> groupsOf(
      BabyStepGiantStep split, int slots, int degree, int level) {
    List<KeyUse> uses = LinearTransform.keyUses(split, slots, degree, level);
    int babies = LinearTransform.babyKeyUses(split, slots, degree, level).size();
    return Stream.of(uses.subList(0, babies), uses.subList(babies, uses.size()))
        .filter(group -> !group.isEmpty())
        .toList();
  }

  private static List<KeyUse> usesOf(Op op, Program program, Target target) {
    int degree = target.parameters().degree();
    return switch (op) {
      case Op.Rotate rotate ->
          KeyUses.rotation(
                  rotate.amount(), program.slots(), degree, program.type(op.result()).level())
              .stream()
              .toList();
      case Op.Conjugate _ ->
          List.of(KeyUses.conjugation(degree, program.type(op.result()).level()));
      case Op.Relinearise _ -> List.of(KeyUses.relinearisation(program.type(op.result()).level()));
      case Op.Polynomial polynomial ->
          PolynomialEvaluator.keyUses(
              EncryptedPolynomials.plan(polynomial), program.type(polynomial.operand()).level());
      case Op.Bootstrap bootstrap -> target.bootstrapOf(bootstrap).keyUses();
      default -> List.of();
    };
  }

  /** The uses without their origin. */
  public List<KeyUse> keyUses() {
    return uses.stream().map(Use::use).toList();
  }

  /** The uses in their groups. */
  public UseGroups groups() {
    List<List<KeyUse>> groups = new ArrayList<>();
    int last = -1;
    for (Use use : uses) {
      if (use.group() != last) {
        groups.add(new ArrayList<>());
        last = use.group();
      }
      groups.getLast().add(use.use());
    }
    return new UseGroups(groups);
  }

  /** Every key with the highest level it is used at, in the order of key ids. */
  public Map<KeyId, Integer> topLevels() {
    Map<KeyId, Integer> levels = new TreeMap<>();
    uses.forEach(use -> levels.merge(use.use().id(), use.use().level(), Math::max));
    return levels;
  }
}
