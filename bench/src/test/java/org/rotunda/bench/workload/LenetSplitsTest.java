package org.rotunda.bench.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.compiler.pass.KeyTrace;
import org.rotunda.compiler.pass.LevelsAndScales;
import org.rotunda.compiler.pass.TransformSplits;
import org.rotunda.compiler.plan.Compiler;
import org.rotunda.compiler.plan.Plan;
import org.rotunda.compiler.program.Program;
import org.rotunda.compiler.program.RemoveUnused;
import org.rotunda.paging.store.UniformResidency;

/** LeNet's transforms, each split by itself for the shortest time, and all together. */
class LenetSplitsTest {
  private static final int LOG_DEGREE = 15;

  @TempDir private Path folder;

  @Test
  void splitsOfAllTransformsTogetherTakeFewerKeysAndNoMoreRotations() throws IOException {
    Workload workload = Workloads.read("lenet", folder, 1);
    Parameters parameters = workload.parameters(LOG_DEGREE);
    Program typed =
        new RemoveUnused().andThen(new LevelsAndScales(parameters)).apply(workload.program());
    KeyTrace alone = KeyTrace.of(typed, TransformSplits.fastest(typed), parameters);
    Plan fastest = new Compiler(Long.MAX_VALUE).compile(workload.program(), parameters);
    long full =
        fastest.prediction().keys()
            * UniformResidency.RESIDENT.bytes(parameters, parameters.maxLevel());

    assertThat(alone.topLevels()).hasSize(109);
    assertThat(alone.uses()).hasSize(171);
    assertThat(fastest.prediction().keys()).isEqualTo(98);
    requireKeysAndUses(compile(workload, parameters, full / 8), 94, 165);
    requireKeysAndUses(compile(workload, parameters, full / 10), 94, 165);
    requireKeysAndUses(compile(workload, parameters, full / 12), 94, 165);
    requireKeysAndUses(compile(workload, parameters, full / 16), 97, 157);
  }

  private static Plan compile(Workload workload, Parameters parameters, long budget) {
    return new Compiler(budget).compile(workload.program(), parameters);
  }

  private static void requireKeysAndUses(Plan plan, int keys, int uses) {
    assertThat(plan.prediction().keys()).as("%d bytes", plan.keyBudget()).isEqualTo(keys);
    assertThat(plan.prediction().uses()).as("%d bytes", plan.keyBudget()).isEqualTo(uses);
  }
}
