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
 * How every linear transform of a program is split into baby and giant steps, and in which order
 * these are taken.
 *
 * @param byValue the split by the value that the transform defines
 */
public record TransformSplits(Map<Value, BabyStepGiantStep> byValue) {
  /** Copies the map, in its order. */
  public TransformSplits {
    byValue = Collections.unmodifiableMap(new LinkedHashMap<>(byValue));
  }

  /** The split that costs least time, for each transform by itself. */
  public static TransformSplits fastest(Program program) {
    Map<Value, BabyStepGiantStep> splits = new LinkedHashMap<>();
    for (Op op : program.ops()) {
      if (op instanceof Op.LinearTransform transform) {
        splits.put(
            op.result(), BabyStepGiantStep.fastest(transform.matrix().indices(), program.slots()));
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
    BabyStepGiantStep split = byValue.get(transform.result());
    if (split == null) {
      throw new InvalidProgramException(
          "Expected the baby and giant steps of the transform "
              + transform.result()
              + ", found none; compile the program again.");
    }
    return split;
  }
}
