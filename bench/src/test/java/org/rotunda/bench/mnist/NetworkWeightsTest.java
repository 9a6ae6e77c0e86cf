package org.rotunda.bench.mnist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rotunda.compiler.program.WeightFiles;
import org.rotunda.compiler.program.WeightSlice;
import org.rotunda.compiler.program.Weights;

class NetworkWeightsTest {

  private static final Architecture ARCHITECTURE =
      new Architecture(
          "small",
          List.of(
              new LayerShape.Convolution("conv1", 2, 4, 3, 2, 2, 0),
              new LayerShape.Dense("fc1", 12, 5)));

  private final Network network = Network.random(ARCHITECTURE, new SplittableRandom(11));

  @Test
  void whatIsWrittenIsReadBitForBit(@TempDir Path folder) throws IOException {
    network.layers().getFirst().bias()[2] = -0.125;
    WeightFiles.write(folder, NetworkWeights.of(network));

    Network read =
        NetworkWeights.network(ARCHITECTURE, WeightFiles.read(folder, NetworkWeights.MANIFEST));

    for (int k = 0; k < network.depth(); k++) {
      assertThat(read.layers().get(k).weights()).isEqualTo(network.layers().get(k).weights());
      assertThat(read.layers().get(k).bias()).isEqualTo(network.layers().get(k).bias());
    }
  }

  @Test
  void weightsLieChannelByChannelAsConvolutionsTakeThem() {
    double[] kernel = NetworkWeights.of(network).values(WeightSlice.of("conv1.weight"));
    double[] unit = new double[32];
    unit[16 + 4] = 1; // Channel 1, row 1, column 0: in the first window at row 1, column 0.

    double[] output = network.layers().getFirst().apply(unit);

    assertThat(NetworkWeights.of(network).get("conv1.weight").shape()).containsExactly(3, 2, 2, 2);
    for (int channel = 0; channel < 3; channel++) {
      assertThat(output[4 * channel]).isEqualTo(kernel[channel * 8 + 4 + 2]);
    }
  }

  @Test
  void weightsOfAnotherNetworkAreRefused() {
    Weights weights = NetworkWeights.of(network);
    Architecture other =
        new Architecture("other", List.of(new LayerShape.Convolution("conv1", 2, 4, 3, 4, 2, 0)));

    assertThatExceptionOfType(MnistFormatException.class)
        .isThrownBy(() -> NetworkWeights.network(other, weights))
        .withMessageContaining("expected the shape [3, 2, 4, 4] of conv1.weight but found");
  }
}
