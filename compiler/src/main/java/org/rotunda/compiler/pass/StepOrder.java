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
import org.rotunda.compiler.program.Value;

/** Brings the steps of linear transforms into the order of a trace of key uses. */
public final class StepOrder {
  private final Program program;
  private final Target target;

  /** For a program with types. */
  public StepOrder(Program program, Target target) {
    this.program = program;
    this.target = target;
  }

  /**
   * The splits whose key trace is a given order of the key trace of other splits.
   *
   * @param uses the order, which differs only within {@link KeyTrace#groups}
   */
  public TransformSplits following(TransformSplits splits, List<KeyUse> uses) {
    Map<Value, BabyStepGiantStep> ordered = new LinkedHashMap<>(splits.byValue());
    List<KeyTrace.Use> trace = KeyTrace.of(program, splits, target).uses();
    int next = 0;
    while (next < trace.size()) {
      Op op = program.definition(trace.get(next).by());
      int end = next;
      while (end < trace.size() && trace.get(end).by().equals(op.result())) {
        end++;
      }
      if (op instanceof Op.LinearTransform transform) {
        ordered.put(
            op.result(), following(transform, splits.of(transform), uses.subList(next, end)));
      }
      next = end;
    }
    return new TransformSplits(ordered);
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
