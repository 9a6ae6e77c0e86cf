package org.rotunda.bench.mnist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NetworkTrainerTest {

  private static final Architecture SMALL =
      new Architecture(
          "small",
          List.of(
              new LayerShape.Convolution("conv1", 1, Digits.SIDE, 2, 4, 4, 0),
              new LayerShape.Dense("fc1", 98, 16),
              new LayerShape.Dense("fc2", 16, Digits.CLASSES)));

  private final Digits digits = SyntheticDigits.tenPatterns(10);

  @Test
  void learnsToTellTenPatternsApart() {
    List<String> progress = new ArrayList<>();
    Network network =
        new NetworkTrainer(40, 10, 0.01, 3, 0.1, 0.1, 1).train(SMALL, digits, progress::add);

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
        .isThrownBy(() -> new NetworkTrainer(0, 10, 0.01, 3, 0.1, 0.1, 1))
        .withMessageContaining("expected at least 1 epoch");
  }

  private double[] firstWeights(long seed) {
    NetworkTrainer trainer = new NetworkTrainer(1, 16, 0.01, 0, 0.1, 0.1, seed);
    return trainer.train(SMALL, digits, line -> {}).layers().getFirst().weights();
  }
}
