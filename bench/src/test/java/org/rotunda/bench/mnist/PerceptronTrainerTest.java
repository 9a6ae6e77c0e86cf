package org.rotunda.bench.mnist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PerceptronTrainerTest {

  private static final List<Integer> WIDTHS = List.of(Digits.PIXELS, 16, 16, Digits.CLASSES);

  private final Digits digits = SyntheticDigits.tenPatterns(10);

  @Test
  void learnsToTellTenPatternsApart() {
    List<String> progress = new ArrayList<>();
    Perceptron network =
        new PerceptronTrainer(40, 10, 0.01, 0.1, 0.1, 1).train(WIDTHS, digits, progress::add);

    assertThat(network.accuracy(digits)).isEqualTo(1.0);
    assertThat(progress).hasSize(40);
  }

  @Test
  void oneSeedGivesOneNetwork() {
    assertThat(firstWeights(5)).containsExactly(firstWeights(5));
    assertThat(firstWeights(5)).isNotEqualTo(firstWeights(6));
  }

  @Test
  void noEpochsAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PerceptronTrainer(0, 10, 0.01, 0.1, 0.1, 1))
        .withMessageContaining("expected at least 1 epoch");
  }

  private double[] firstWeights(long seed) {
    PerceptronTrainer trainer = new PerceptronTrainer(1, 16, 0.01, 0.1, 0.1, seed);
    return trainer.train(WIDTHS, digits, line -> {}).layers().getFirst().weights();
  }
}
