package org.rotunda.bench.mnist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rotunda.bench.workload.Workload;
import org.rotunda.bench.workload.Workloads;

/** The networks and the digits that come as resources. */
class CommittedNetworkTest {

  private static final int DIGITS = 100;

  // Half of the last bit of a sum or product.
  private static final double UNIT_ROUNDOFF = 0x1p-53;

  @TempDir private Path folder;

  static Stream<Architecture> networks() {
    return Stream.of(Architecture.perceptron(), Architecture.lola(), Architecture.lenet());
  }

  @ParameterizedTest
  @MethodSource("networks")
  void classifiesAtLeast95OfThe100Digits(Architecture architecture) throws IOException {
    assertThat(network(architecture).accuracy(digits())).isGreaterThanOrEqualTo(0.95);
  }

  @ParameterizedTest
  @MethodSource("networks")
  void preActivationsStayWithinTheBoundOfTheTrainingDigits(Architecture architecture)
      throws IOException {
    LayerRanges ranges = LayerRanges.of(network(architecture), digits());

    assertThat(ranges.largest())
        .hasSize(architecture.layers().size())
        .allMatch(largest -> largest <= 4);
  }

  @ParameterizedTest
  @MethodSource("networks")
  void theProgramOnClearNumbersAgreesWithTheTrainer(Architecture architecture) throws IOException {
    Workload workload = Workloads.read(architecture.name(), folder, 3);
    Network network = network(architecture);
    for (double[] image : workload.inputs()) {
      double[] expected = network.logits(image);
      double bound = roundings(architecture) * UNIT_ROUNDOFF * largestMagnitude(network, image);

      assertThat(workload.expected(image)).containsExactly(expected, within(bound));
    }
  }

  /**
   * Both sum in some order; a sum of n products is rounded at most n times in each term, a bias
   * adds one, and a square doubles what its operand has and adds one. Two results differ by twice
   * that; packing sums zeros beside, which are exact.
   */
  private static double roundings(Architecture architecture) {
    double roundings = 0;
    for (LayerShape shape : architecture.layers()) {
      roundings = 2 * roundings + 1 + shape.patchSize() + 1;
    }
    return 2 * roundings;
  }

  /** The logits if nothing cancelled: every weight, bias and input by its magnitude. */
  private static double largestMagnitude(Network network, double[] image) {
    Network magnitudes = new Network(network.layers().stream().map(Layer::magnitudes).toList());
    double largest = 0;
    for (double logit : magnitudes.logits(image)) {
      largest = Math.max(largest, logit);
    }
    return largest;
  }

  @Test
  void theDigitsAreTenOfEachClass() throws IOException {
    assertThat(digits().firstOfEachClass(10).count()).isEqualTo(DIGITS);
  }

  private Digits digits() throws IOException {
    Workloads.read("mlp", folder, DIGITS);
    return DigitFiles.read(folder);
  }

  private Network network(Architecture architecture) throws IOException {
    Workload workload = Workloads.read(architecture.name(), folder, DIGITS);
    return NetworkWeights.network(architecture, workload.program().weights());
  }

  @Test
  void everyNetworkIsThereAsAWorkload() {
    assertThat(Workloads.NAMES)
        .containsAll(networks().map(Architecture::name).toList())
        .isEqualTo(List.of("mlp", "lola", "lenet", "matrices"));
  }
}
