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
    long full =
        alone.topLevels().size()
            * UniformResidency.RESIDENT.bytes(parameters, parameters.maxLevel());

    Plan together = new Compiler(full / 16).compile(workload.program(), parameters);

    assertThat(alone.topLevels()).hasSize(109);
    assertThat(alone.uses()).hasSize(171);
    assertThat(together.prediction().keys()).isEqualTo(94);
    assertThat(together.prediction().uses()).isEqualTo(165);
  }
}
