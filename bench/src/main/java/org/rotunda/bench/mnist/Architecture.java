package org.rotunda.bench.mnist;

import java.util.List;

/**
 * The layers of a network on {@link Digits}, with the activation x&sup2; between them.
 *
 * @param name its name, such as {@code lenet}
 * @param layers the layers, the first one first
 */
public record Architecture(String name, List<LayerShape> layers) {

  /**
   * Copies the list and checks that the layers fit each other.
   *
   * @throws IllegalArgumentException if a layer has other inputs than the one before has outputs
   */
  public Architecture {
    layers = List.copyOf(layers);
    for (int k = 1; k < layers.size(); k++) {
      if (layers.get(k).inputs() != layers.get(k - 1).outputs()) {
        throw new IllegalArgumentException(
            "expected %d inputs of layer %s but found %d; give it the outputs of layer %s"
                .formatted(
                    layers.get(k - 1).outputs(),
                    layers.get(k).name(),
                    layers.get(k).inputs(),
                    layers.get(k - 1).name()));
      }
    }
  }

  /** The perceptron 784-128-128-10 of the demonstration. */
  public static Architecture perceptron() {
    return new Architecture(
        "mlp",
        List.of(
            new LayerShape.Dense("fc1", Digits.PIXELS, 128),
            new LayerShape.Dense("fc2", 128, 128),
            new LayerShape.Dense("fc3", 128, Digits.CLASSES)));
  }

  /**
   * LoLa's network with five channels (A. Brutzkus, O. Elisha, R. Gilad-Bachrach, "Low Latency
   * Privacy Preserving Inference", ICML 2019): a convolution of 2 x 2 with stride 2, then 100 and
   * 10 outputs.
   */
  public static Architecture lola() {
    return new Architecture(
        "lola",
        List.of(
            new LayerShape.Convolution("conv1", 1, Digits.SIDE, 5, 2, 2, 0),
            new LayerShape.Dense("fc1", 980, 100),
            new LayerShape.Dense("fc2", 100, Digits.CLASSES)));
  }

  /**
   * LeNet-5 in the larger form that CKKS compilers are compared on: convolutions of 5 x 5 with
   * stride 2 and padding 2 to 32 and 64 channels, then 512 and 10 outputs (R. Dathathri and others,
   * "CHET", PLDI 2019, with strides in the place of poolings).
   */
  public static Architecture lenet() {
    return new Architecture(
        "lenet",
        List.of(
            new LayerShape.Convolution("conv1", 1, Digits.SIDE, 32, 5, 2, 2),
            new LayerShape.Convolution("conv2", 32, 14, 64, 5, 2, 2),
            new LayerShape.Dense("fc1", 3136, 512),
            new LayerShape.Dense("fc2", 512, Digits.CLASSES)));
  }
}
