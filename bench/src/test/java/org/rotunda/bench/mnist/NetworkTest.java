package org.rotunda.bench.mnist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTest {

  private static final Architecture DENSE =
      new Architecture(
          "dense",
          List.of(
              new LayerShape.Dense("fc1", 5, 4),
              new LayerShape.Dense("fc2", 4, 3),
              new LayerShape.Dense("fc3", 3, 2)));
  private static final Architecture CONVOLUTIONS =
      new Architecture(
          "convolutions",
          List.of(
              new LayerShape.Convolution("conv1", 2, 5, 3, 3, 2, 1),
              new LayerShape.Convolution("conv2", 3, 3, 2, 2, 1, 0),
              new LayerShape.Dense("fc1", 8, 2)));
  private static final double STEP = 0x1p-13;
  // One loss takes fewer than 300 operations, each rounded to half an ulp of a value that the bound
  // on the logits below covers; two losses enter a difference quotient.
  private static final double ROUNDED_OPERATIONS = 600;

  @Test
  void squaresLieBetweenTheLayersAndNotAfterTheLast() {
    Layer first = Layer.zeros(new LayerShape.Dense("fc1", 2, 2));
    System.arraycopy(new double[] {1, 2, 3, 4}, 0, first.weights(), 0, 4);
    first.bias()[1] = -1;
    Layer second = Layer.zeros(new LayerShape.Dense("fc2", 2, 1));
    System.arraycopy(new double[] {1, -2}, 0, second.weights(), 0, 2);
    second.bias()[0] = 0.5;
    Network network = new Network(List.of(first, second));

    List<double[]> sums = network.preActivations(new double[] {1, 10});

    assertThat(sums.get(0)).containsExactly(31, 41);
    assertThat(sums.get(1)).containsExactly(31 * 31 - 2 * 41 * 41 + 0.5);
  }

  @Test
  void theLowestClassWinsATie() {
    assertThat(Network.zeros(DENSE).classify(new double[5])).isZero();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void theGradientAgreesWithFiniteDifferences(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Architecture architecture = seed % 2 == 0 ? DENSE : CONVOLUTIONS;
    Network network = Network.random(architecture, random);
    double[] input = random.doubles(architecture.layers().getFirst().inputs(), -1, 1).toArray();
    CrossEntropy loss = new CrossEntropy(0.1);
    Network gradient = Network.zeros(architecture);
    network.backward(input, new int[] {1}, loss, gradient);

    for (int k = 0; k < network.depth(); k++) {
      Layer layer = network.layers().get(k);
      Layer found = gradient.layers().get(k);
      String where = "seed " + seed + " layer " + k;
      assertDerivatives(network, input, loss, layer.weights(), found.weights(), where);
      assertDerivatives(network, input, loss, layer.bias(), found.bias(), where);
    }
  }

  @Test
  void aBatchGivesWhatItsInputsGiveOneByOne() {
    SplittableRandom random = new SplittableRandom(3);
    Network network = Network.random(CONVOLUTIONS, random);
    double[] inputs = random.doubles(3 * 50, -1, 1).toArray();

    double[] logits = network.preActivations(inputs).getLast();

    for (int i = 0; i < 3; i++) {
      assertThat(Arrays.copyOfRange(logits, 2 * i, 2 * i + 2))
          .isEqualTo(network.logits(Arrays.copyOfRange(inputs, 50 * i, 50 * i + 50)));
    }
  }

  @Test
  void aConvolutionMovesItsWindowOverThePaddedImage() {
    Layer layer = Layer.zeros(new LayerShape.Convolution("conv1", 1, 3, 1, 2, 2, 1));
    System.arraycopy(new double[] {1, 10, 100, 1000}, 0, layer.weights(), 0, 4);

    double[] output = layer.apply(new double[] {1, 2, 3, 4, 5, 6, 7, 8, 9});

    assertThat(output).containsExactly(1000, 3200, 7040, 9865);
  }

  @Test
  void layersThatDoNotFitEachOtherAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new Architecture(
                    "misfit",
                    List.of(new LayerShape.Dense("fc1", 4, 3), new LayerShape.Dense("fc2", 4, 3))))
        .withMessageContaining("expected 3 inputs of layer fc2 but found 4");
  }

  private static void assertDerivatives(
      Network network,
      double[] input,
      CrossEntropy loss,
      double[] parameters,
      double[] gradient,
      String where) {
    for (int i = 0; i < parameters.length; i++) {
      double near = quotient(network, input, loss, parameters, i, STEP);
      double far = quotient(network, input, loss, parameters, i, 2 * STEP);
      // A central difference errs by c h^2 + O(h^4), so the two differ by three times the error of
      // the nearer one: that is the bound, plus the rounding of the losses over the step.
      double rounding =
          ROUNDED_OPERATIONS * Math.ulp(1.0) * largestIntermediate(network, input) / STEP;
      assertThat(gradient[i])
          .as("%s parameter %d", where, i)
          .isCloseTo(near, within(Math.abs(far - near) + rounding));
    }
  }

  private static double quotient(
      Network network,
      double[] input,
      CrossEntropy loss,
      double[] parameters,
      int index,
      double step) {
    double value = parameters[index];
    parameters[index] = value + step;
    double above = loss.loss(network.logits(input), 1);
    parameters[index] = value - step;
    double below = loss.loss(network.logits(input), 1);
    parameters[index] = value;
    return (above - below) / (2 * step);
  }

  private static double largestIntermediate(Network network, double[] input) {
    double largest = 1;
    for (double[] sums : network.preActivations(input)) {
      for (double sum : sums) {
        largest = Math.max(largest, sum * sum);
      }
    }
    return largest;
  }
}
