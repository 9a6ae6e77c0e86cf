package org.rotunda.bench.mnist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PerceptronTest {

  private static final List<Integer> WIDTHS = List.of(5, 4, 3, 2);
  private static final double STEP = 0x1p-13;
  // One loss takes fewer than 100 operations, each rounded to half an ulp of a value that the bound
  // on the logits below covers; two losses enter a difference quotient.
  private static final double ROUNDED_OPERATIONS = 200;

  @Test
  void squaresLieBetweenTheLayersAndNotAfterTheLast() {
    DenseLayer first = DenseLayer.zeros(2, 2);
    System.arraycopy(new double[] {1, 2, 3, 4}, 0, first.weights(), 0, 4);
    first.bias()[1] = -1;
    DenseLayer second = DenseLayer.zeros(2, 1);
    System.arraycopy(new double[] {1, -2}, 0, second.weights(), 0, 2);
    second.bias()[0] = 0.5;
    Perceptron network = new Perceptron(List.of(first, second));

    List<double[]> sums = network.preActivations(new double[] {1, 10});

    assertThat(sums.get(0)).containsExactly(31, 41);
    assertThat(sums.get(1)).containsExactly(31 * 31 - 2 * 41 * 41 + 0.5);
  }

  @Test
  void theLowestClassWinsATie() {
    assertThat(Perceptron.zeros(WIDTHS).classify(new double[5])).isZero();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void theGradientAgreesWithFiniteDifferences(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Perceptron network = Perceptron.random(WIDTHS, random);
    double[] input = random.doubles(5, -1, 1).toArray();
    CrossEntropy loss = new CrossEntropy(0.1);
    Perceptron gradient = Perceptron.zeros(WIDTHS);
    network.backward(input, 1, loss, gradient);

    for (int k = 0; k < network.depth(); k++) {
      DenseLayer layer = network.layers().get(k);
      DenseLayer found = gradient.layers().get(k);
      String where = "seed " + seed + " layer " + k;
      assertDerivatives(network, input, loss, layer.weights(), found.weights(), where);
      assertDerivatives(network, input, loss, layer.bias(), found.bias(), where);
    }
  }

  private static void assertDerivatives(
      Perceptron network,
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
      Perceptron network,
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

  private static double largestIntermediate(Perceptron network, double[] input) {
    double largest = 1;
    for (double[] sums : network.preActivations(input)) {
      for (double sum : sums) {
        largest = Math.max(largest, sum * sum);
      }
    }
    return largest;
  }
}
