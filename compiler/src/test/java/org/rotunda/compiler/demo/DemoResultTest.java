package org.rotunda.compiler.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.rotunda.compiler.demo.DemoResult.PolicyResult;
import org.rotunda.paging.pager.PagerStatistics;

class DemoResultTest {
  private static final PagerStatistics NOTHING =
      new PagerStatistics(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

  private final PolicyResult right = policy(new double[] {1, 5, 2}, new double[] {0.25, -3, 0});
  private final PolicyResult wrong = policy(new double[] {1, 5, 2.5}, new double[] {-1, -3, 0});
  private final DemoResult result =
      new DemoResult(
          List.of(new double[] {1, 5, 2}, new double[] {0.5, -3, 0}),
          List.of(right, wrong),
          true,
          0.125);

  private static PolicyResult policy(double[]... logits) {
    return new PolicyResult("policy", 1, NOTHING, List.of(logits));
  }

  @Test
  void largestErrorIsOverAllImagesAndLogits() {
    assertThat(result.largestError(right)).isEqualTo(0.25);
    assertThat(result.largestError(wrong)).isEqualTo(1.5);
  }

  @Test
  void classIsTheLargestLogit() {
    assertThat(result.clearPredictions()).containsExactly(1, 0);
    assertThat(result.predictions(wrong)).containsExactly(1, 2);
  }

  @Test
  void imageAgreesWhenAllPoliciesGiveItsClass() {
    assertThat(result.agreements()).isEqualTo(1);
  }

  @Test
  void rangeIsFromTheSmallestToTheLargestLogitOfAllImages() {
    assertThat(result.logitRange()).isEqualTo(8);
  }

  @Test
  void boundIsSixDeviations() {
    assertThat(result.errorBound()).isEqualTo(0.75);
  }
}
