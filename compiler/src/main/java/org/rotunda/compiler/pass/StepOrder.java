package org.rotunda.compiler.pass;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.rotunda.ckks.evaluation.KeyId;
import org.rotunda.ckks.evaluation.KeyUse;
import org.rotunda.ckks.evaluation.KeyUses;
import org.rotunda.ckks.linear.BabyStepGiantStep;
import org.rotunda.ckks.linear.LinearTransform;
import org.rotunda.compiler.program.Op;
import org.rotunda.compiler.program.Program;
import org.rotunda.compiler.program.SsaBuilder;
import org.rotunda.compiler.program.Value;

/**
 * Brings the steps of linear transforms, and rotations of one value that stand directly one after
 * the other, into the order of a trace of key uses.
 */
public final class StepOrder {
  /**
   * A program whose key trace has a given order.
   *
   * @param splits how its linear transforms are split
   */
  public record Ordered(Program program, TransformSplits splits) {}

  private final Program program;
  private final Target target;

  /** For a program with types. */
  public StepOrder(Program program, Target target) {
    this.program = program;
    this.target = target;
  }

  /**
   * The program and the splits whose key trace is a given order of this program's.
   *
   * @param splits how its linear transforms are split
   * @param uses the order, which differs only within {@link KeyTrace#groups}
   */
  public Ordered following(TransformSplits splits, List<KeyUse> uses) {
    Map<Value, BabyStepGiantStep> ordered = new LinkedHashMap<>(splits.byValue());
    List<Op> ops = new ArrayList<>(program.ops());
    List<KeyTrace.Use> trace = KeyTrace.of(program, splits, target).uses();
    int next = 0;
    while (next < trace.size()) {
      int end = next + 1;
      while (end < trace.size() && areTogether(trace.get(end - 1), trace.get(end))) {
        end++;
      }
      if (program.definition(trace.get(next).by()) instanceof Op.LinearTransform transform) {
        ordered.put(
            transform.result(),
            following(transform, splits.of(transform), uses.subList(next, end)));
      } else if (!trace.get(next).by().equals(trace.get(end - 1).by())) {
        follow(trace.subList(next, end), uses.subList(next, end), ops);
      }
      next = end;
    }
    return new Ordered(
        ops.equals(program.ops()) ? program : inOrder(ops), new TransformSplits(ordered));
  }

  /** Whether two uses in a row come from one operation or one group. */
  private static boolean areTogether(KeyTrace.Use one, KeyTrace.Use other) {
    return one.by().equals(other.by()) || one.group() == other.group();
  }

  /** Puts the rotations of a group at each other's places. */
  private void follow(List<KeyTrace.Use> group, List<KeyUse> uses, List<Op> ops) {
    Map<KeyId, Op> byKey = new HashMap<>();
    group.forEach(use -> byKey.put(use.use().id(), program.definition(use.by())));
    for (int i = 0; i < uses.size(); i++) {
      Op rotation = byKey.get(uses.get(i).id());
      if (rotation == null) {
        throw new IllegalArgumentException(
            "A group of rotations uses the keys %s, but its order has %s."
                .formatted(byKey.keySet(), uses.get(i).id()));
      }
      ops.set(group.get(i).by().id(), rotation);
    }
  }

  /** The program with its operations in another order. */
  private Program inOrder(List<Op> ops) {
    SsaBuilder out = new SsaBuilder(program.name(), program.slots(), program.weights());
    Map<Value, Value> moved = new HashMap<>();
    for (Op op : ops) {
      Value value =
          out.append(op, op.operands().stream().map(old -> moved.getOrDefault(old, old)).toList());
      out.setType(value, program.type(op.result()));
      moved.put(op.result(), value);
    }
    return out.build();
  }

  private int degree() {
    return target.parameters().degree();
  }

  private BabyStepGiantStep following(
      Op.LinearTransform transform, BabyStepGiantStep split, List<KeyUse> uses) {
    int level = program.type(transform.operand()).level();
    int babies = LinearTransform.babyKeyUses(split, program.slots(), degree(), level).size();
    return split.inOrder(
        steps(split.babySteps(), uses.subList(0, babies), level),
        steps(split.giantSteps(), uses.subList(babies, uses.size()), level));
  }

  /** The steps without a key, and then those of the keys. */
  private List<Integer> steps(List<Integer> steps, List<KeyUse> uses, int level) {
    Map<KeyId, Integer> byKey = new HashMap<>();
    List<Integer> ordered = new ArrayList<>();
    for (int step : steps) {
      KeyUses.rotation(step, program.slots(), degree(), level)
          .ifPresentOrElse(use -> byKey.put(use.id(), step), () -> ordered.add(step));
    }
    for (Iterator<KeyUse> it = uses.iterator(); it.hasNext(); ) {
      Integer step = byKey.get(it.next().id());
      if (step != null) {
        ordered.add(step);
      }
    }
    return ordered;
  }
}
