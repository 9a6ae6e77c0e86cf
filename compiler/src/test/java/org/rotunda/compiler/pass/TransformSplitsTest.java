package org.rotunda.compiler.pass;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.rotunda.ckks.linear.BabyStepGiantStep;
import org.rotunda.compiler.program.Op;
import org.rotunda.compiler.program.Program;
import org.rotunda.compiler.program.Value;

class TransformSplitsTest {
  @Test
  void everyTransformHasTheFastestSplitOfItsDiagonals() {
    for (long seed = 0; seed < 50; seed++) {
      Program program = RandomComputations.of(seed, 64, 20, 6);
      TransformSplits splits = TransformSplits.fastest(program);
      int transforms = 0;
      for (Op op : program.ops()) {
        if (op instanceof Op.LinearTransform transform) {
          assertThat(splits.of(transform))
              .as("seed %d, %s", seed, op)
              .isEqualTo(BabyStepGiantStep.fastest(transform.matrix().indices(), 64));
          transforms++;
        }
      }
      assertThat(splits.byValue()).as("seed %d", seed).hasSize(transforms);
    }
  }

  @Test
  void splitsAreACopy() {
    BabyStepGiantStep split = BabyStepGiantStep.of(List.of(1, 2, 5), 4);
    Map<Value, BabyStepGiantStep> given = new HashMap<>(Map.of(new Value(1), split));
    TransformSplits splits = new TransformSplits(given);
    given.clear();

    assertThat(splits.byValue()).containsExactly(Map.entry(new Value(1), split));
  }
}
