package org.rotunda.bench.reproduce;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rotunda.bench.workload.Workload;
import org.rotunda.bench.workload.Workloads;
import org.rotunda.compiler.cost.CostModel;
import org.rotunda.compiler.plan.Plan;

/** How near plans come to the fewest bytes that any schedule of their key uses reads. */
class ReadsOverBoundTest {
  private static final int LOG_DEGREE = 15;
  private static final double MOST = 0.1;

  /** The compiler takes times that differ by less for the same. */
  private static final double NEAR = 0.005;

  @TempDir private Path folder;

  static List<String> workloads() {
    return Workloads.NAMES;
  }

  @ParameterizedTest
  @MethodSource("workloads")
  void plansForEveryPartOfTheKeysReadAtMostATenthMoreThanTheLowerBound(String name)
      throws IOException {
    Workload workload = Workloads.read(name, folder, 1);
    List<Contender> ours =
        Contenders.of(workload, workload.parameters(LOG_DEGREE)).stream()
            .filter(Contender::isOurs)
            .toList();

    assertThat(ours).extracting(Contender::name).contains("ours-1/8", "ours-1/4", "ours-1/2");
    assertThat(ours)
        .allSatisfy(
            contender -> {
              assertThat(contender.plan().prediction().leastBytesRead())
                  .as("%s of %s", contender.name(), name)
                  .isPositive();
              assertThat(contender.plan().prediction().gap())
                  .as("%s of %s", contender.name(), name)
                  .isBetween(0.0, MOST);
            });
    requireMoreReadsOnlyForLessTime(ours);
  }

  /** In the order of budgets, each twice the one before. */
  private static void requireMoreReadsOnlyForLessTime(List<Contender> ours) {
    for (int i = 1; i < ours.size(); i++) {
      Plan less = ours.get(i - 1).plan();
      Plan more = ours.get(i).plan();
      double seconds = more.time(CostModel.nominal()).seconds();
      double before = less.time(CostModel.nominal()).seconds();

      assertThat(seconds).as(ours.get(i).name()).isLessThanOrEqualTo((1 + NEAR) * before);
      if (more.prediction().bytesRead() > less.prediction().bytesRead()) {
        assertThat(seconds).as(ours.get(i).name()).isLessThan(before);
      }
    }
  }
}
