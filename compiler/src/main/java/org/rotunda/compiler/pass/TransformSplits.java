package org.rotunda.compiler.pass;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.rotunda.ckks.linear.BabyStepGiantStep;
import org.rotunda.compiler.program.InvalidProgramException;
import org.rotunda.compiler.program.Op;
import org.rotunda.compiler.program.Program;
import org.rotunda.compiler.program.Value;

/**
 * How every linear transform of a program is split into baby and giant steps.
 *
 * @param n1 the baby-step range by the value that the transform defines
 */
public record TransformSplits(Map<Value, Integer> n1) {
  /** Copies the map, in its order. */
  public TransformSplits {
    n1 = Collections.unmodifiableMap(new LinkedHashMap<>(n1));
  }

  /** The split that costs least time, for each transform by itself. */
  public static TransformSplits fastest(Program program) {
    Map<Value, Integer> splits = new LinkedHashMap<>();
    for (Op op : program.ops()) {
      if (op instanceof Op.LinearTransform transform) {
        splits.put(
            op.result(),
            BabyStepGiantStep.fastest(transform.matrix().indices(), program.slots()).n1());
      }
    }
    return new TransformSplits(splits);
  }

  /**
   * The split of a transform.
   *
   * @throws InvalidProgramException if none was decided
   */
  public BabyStepGiantStep of(Op.LinearTransform transform) {
    Integer range = n1.get(transform.result());
    if (range == null) {
      throw new InvalidProgramException(
          "Expected a baby-step range for the transform "
              + transform.result()
              + ", found none; compile the program again.");
    }
    return BabyStepGiantStep.of(transform.matrix().indices(), range);
  }
}
