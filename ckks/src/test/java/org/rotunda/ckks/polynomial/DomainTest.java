package org.rotunda.ckks.polynomial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class DomainTest {

  @Test
  void hullAndLengthLeaveOutTheGap() {
    Domain domain = Domain.aroundZero(0.25, 1);
    assertThat(domain.hull()).isEqualTo(Interval.UNIT);
    assertThat(domain.length()).isEqualTo(1.5);
    assertThat(domain.isSymmetric()).isTrue();
  }

  @Test
  void pointsRunThroughTheIntervalsInTurn() {
    Domain domain = Domain.aroundZero(0.25, 1);
    assertThat(domain.pointAt(0)).isEqualTo(-1);
    assertThat(domain.pointAt(0.5)).isEqualTo(-0.5);
    assertThat(domain.pointAt(1)).isEqualTo(0.5);
    assertThat(domain.pointAt(2)).isEqualTo(1);
  }

  @Test
  void halfCutsTheIntervalAtZero() {
    Domain domain =
        Domain.of(new Interval(-3, -2), Interval.UNIT, new Interval(2, 3)).nonNegativeHalf();
    assertThat(domain.intervals()).containsExactly(new Interval(0, 1), new Interval(2, 3));
    assertThat(domain.squared().intervals())
        .containsExactly(new Interval(0, 1), new Interval(4, 9));
    assertThat(domain.isSymmetric()).isFalse();
  }

  @Test
  void intervalsMapToTheUnitIntervalAndBack() {
    Interval interval = new Interval(1, 5);
    assertThat(interval.toUnit(1)).isEqualTo(-1);
    assertThat(interval.toUnit(5)).isEqualTo(1);
    assertThat(interval.fromUnit(0.5)).isEqualTo(4);
    assertThat(interval.scale() * 4 + interval.offset()).isEqualTo(interval.toUnit(4));
    assertThat(Interval.UNIT.toUnit(1e-30)).isEqualTo(1e-30);
    assertThat(interval.isUnit()).isFalse();
    assertThat(Interval.symmetric(3).isSymmetric()).isTrue();
  }

  @Test
  void overlapsAndEmptinessAreRefused() {
    assertThatThrownBy(() -> Domain.of(new Interval(0, 1), new Interval(1, 2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("disjoint and ascending");
    assertThatThrownBy(() -> new Domain(List.of())).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Interval(1, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("lower < upper");
    assertThatThrownBy(() -> new Interval(0, Double.POSITIVE_INFINITY))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
