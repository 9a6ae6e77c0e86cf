package org.rotunda.compiler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.rotunda.paging.pager.ResidencySchedule;

class TimedScheduleTest {
  private static TimedSchedule candidate(double seconds, long bytesRead) {
    return new TimedSchedule(
        new ResidencySchedule(List.of()), new TimePrediction(seconds, 0, 0), bytesRead);
  }

  private static void assertBest(TimedSchedule best, TimedSchedule... others) {
    for (TimedSchedule other : others) {
      assertThat(TimedSchedule.best(List.of(best, other))).isSameAs(best);
      assertThat(TimedSchedule.best(List.of(other, best))).isSameAs(best);
    }
  }

  @Test
  void ofNearlyEqualTimesTheOneThatReadsLessIsBetter() {
    assertBest(candidate(10.04, 100), candidate(10, 101), candidate(10.04, 200));
  }

  @Test
  void aTimeThatIsShorterByMoreIsWorthReadingMore() {
    assertBest(candidate(10, 200), candidate(10.06, 100));
  }

  @Test
  void ofEqualBytesTheFasterOneIsBetter() {
    assertBest(candidate(10, 100), candidate(10.01, 100));
  }

  @Test
  void timesAreNearTheLeastOfAllAndNotEachOther() {
    TimedSchedule best = candidate(10.04, 50);

    assertThat(TimedSchedule.best(List.of(candidate(10, 100), best, candidate(10.08, 10))))
        .isSameAs(best);
  }
}
