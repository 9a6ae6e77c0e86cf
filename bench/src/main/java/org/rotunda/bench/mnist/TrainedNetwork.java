package org.rotunda.bench.mnist;

import java.util.List;
import org.rotunda.compiler.program.NumberFormat;

/**
 * How a network that comes with Rotunda was trained and is stored.
 *
 * @param architecture its layers
 * @param trainer how it was trained
 * @param precision what its parameters are rounded to
 * @param stored how its files hold them
 */
record TrainedNetwork(
    Architecture architecture,
    NetworkTrainer trainer,
    NumberFormat precision,
    NumberFormat stored) {

  private static List<TrainedNetwork> all() {
    return List.of(
        new TrainedNetwork(
            Architecture.perceptron(),
            new NetworkTrainer(10, 64, 0.002, 0, 0.3, 0.1, 1),
            NumberFormat.FLOAT32,
            NumberFormat.FLOAT64),
        new TrainedNetwork(
            Architecture.lola(),
            new NetworkTrainer(12, 64, 0.002, 0, 0.3, 0.1, 1),
            NumberFormat.FLOAT16,
            NumberFormat.FLOAT16),
        new TrainedNetwork(
            Architecture.lenet(),
            new NetworkTrainer(3, 64, 0.001, 0, 0.3, 0.1, 1),
            NumberFormat.FLOAT16,
            NumberFormat.FLOAT16));
  }

  /**
   * Returns the recipe of a name.
   *
   * @throws IllegalArgumentException if there is none
   */
  static TrainedNetwork of(String name) {
    return all().stream()
        .filter(network -> network.architecture().name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "expected one of the networks %s but found %s; name one of them"
                        .formatted(
                            all().stream().map(network -> network.architecture().name()).toList(),
                            name)));
  }
}
