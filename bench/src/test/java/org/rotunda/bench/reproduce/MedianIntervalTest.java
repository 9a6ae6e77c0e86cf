package org.rotunda.bench.reproduce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MedianIntervalTest {

  @Test
  void tenValuesLeaveOutTheirLeastAndMost() {
    List<Double> sample = List.of(5.0, 1.0, 10.0, 2.0, 9.0, 3.0, 8.0, 4.0, 7.0, 6.0);

    MedianInterval interval = MedianInterval.of(sample);

    // 1 - 2 (1 + 10) / 2^10.
    assertThat(interval).isEqualTo(new MedianInterval(5.5, 2, 9, 1 - 22.0 / 1024));
  }

  @Test
  void fewValuesCoverLessThanWanted() {
    assertThat(MedianInterval.of(List.of(3.0, 1.0, 2.0)))
        .isEqualTo(new MedianInterval(2, 1, 3, 0.75));
    assertThat(MedianInterval.of(List.of(3.0))).isEqualTo(new MedianInterval(3, 3, 3, 0));
  }

  @Test
  void manyValuesStillCoverNinetyFivePercent() {
    List<Double> sample = IntStream.range(0, 101).mapToObj(i -> (double) i).toList();

    MedianInterval interval = MedianInterval.of(sample);

    assertThat(interval.coverage()).isGreaterThanOrEqualTo(0.95);
    assertThat(interval.median()).isEqualTo(50);
    // The interval of a symmetric sample lies symmetrically.
    assertThat(interval.low() + interval.high()).isCloseTo(100, within(0.0));
  }

  @Test
  void noValueHasNoMedian() {
    assertThatIllegalArgumentException().isThrownBy(() -> MedianInterval.of(List.of()));
  }
}
