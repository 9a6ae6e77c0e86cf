package org.rotunda.compiler.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rotunda.compiler.plan.LifetimeCases.allLoads;
import static org.rotunda.compiler.plan.LifetimeCases.compile;
import static org.rotunda.compiler.plan.LifetimeCases.key;
import static org.rotunda.compiler.plan.LifetimeCases.keys;
import static org.rotunda.compiler.plan.LifetimeCases.steps;
import static org.rotunda.compiler.plan.LifetimeCases.times;

import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rotunda.ckks.evaluation.KeyId;
import org.rotunda.keys.material.KeyRequest;
import org.rotunda.paging.pager.ResidencySchedule.KeyLoad;

/**
 * Situations of KeyMemRT's compiler tests (its targets {@code keymemrt_tests}) with loads ahead of
 * uses, each as a program with the outcome that is right.
 */
class KeyLoadCasesTest {
  // Their key_prefetching_trivial and key_prefetching_constant.
  @Test
  void theLoadOfAStraightLineStartsAheadOfItsUse() {
    Plan plan =
        compile(
            """
            five = 5;
            a = x + x;
            b = a * a;
            c = b * b;
            output y: rotate(c, five);
            """,
            Long.MAX_VALUE / 2);

    assertThat(steps(plan).getLast().use().id()).isEqualTo(key(5));
    assertThat(steps(plan).getLast().load()).isEmpty();
    assertThat(plan.prediction().prefetches()).isGreaterThanOrEqualTo(1);
    int last = steps(plan).size() - 1;
    StepTimes times = times(plan);
    int start =
        IntStream.range(0, last)
            .filter(
                i -> steps(plan).get(i).prefetch().stream().anyMatch(l -> l.id().equals(key(5))))
            .findFirst()
            .orElseThrow();
    // The latest step from which on the load is hidden.
    assertThat(times.start(last) - times.start(start)).isGreaterThanOrEqualTo(times.load(0));
    assertThat(times.start(last) - times.start(start + 1)).isLessThan(times.load(0));
  }

  // Their key_prefetching_affine and key_prefetching_index_type.
  @ParameterizedTest
  @CsvSource({"i", "2 * i", "3 * i + 1"})
  void everyLoadOfALoopButTheFirstStartsAheadAndNoneBeyondTheLast(String amount) {
    Plan plan =
        compile(
            "y = x; for i in 1..8 { y = y + rotate(x, " + amount + "); } output z: y;", keys(2));

    assertThat(plan.prediction().loads()).isEqualTo(8);
    assertThat(plan.prediction().prefetches()).isEqualTo(7);
    assertThat(steps(plan).stream().skip(1)).allMatch(step -> step.load().isEmpty());
    // There is room for one key beside the one in use, so each comes during the use before its own.
    for (int i = 0; i < 7; i++) {
      assertThat(steps(plan).get(i).prefetch())
          .as("step %d", i)
          .extracting(KeyLoad::id)
          .containsExactly(steps(plan).get(i + 1).use().id());
    }
    assertThat(steps(plan).getLast().prefetch()).isEmpty();
  }

  // Their key_prefetching_bsgs.
  @Test
  void loadsStartAheadThroughNestedLoopsWithoutAKeyForAmountZero() {
    Plan plan =
        compile(
            """
            y = x;
            for outer in 0..3 {
              g = rotate(x, 3 * outer);
              for inner in 0..2 { y = y + rotate(g, inner); }
            }
            output z: y;
            """,
            keys(5));

    // 3, 6, 9 and twice four of 1 and 2.
    assertThat(plan.prediction().uses()).isEqualTo(11);
    assertThat(plan.prediction().loads()).isEqualTo(5);
    assertThat(plan.prediction().prefetches()).isEqualTo(4);
  }

  // Their emit_kmrt_rotation_keys.
  @Test
  void aKeyIsLoadedForTheLevelOfItsUseWhichTheirsNoLongerDoes() {
    Plan plan =
        compile(
            """
            a = rotate(x, 5);
            b = a * a;
            output y: rotate(b, 7);
            """,
            Long.MAX_VALUE / 2);
    Map<KeyId, Integer> levels = plan.trace().topLevels();

    assertThat(levels).containsEntry(key(5), 1).containsEntry(key(7), 0);
    assertThat(allLoads(plan)).allMatch(load -> load.level() == levels.get(load.id()));
    assertThat(plan.requests()).contains(new KeyRequest(key(5), 1), new KeyRequest(key(7), 0));
  }
}
