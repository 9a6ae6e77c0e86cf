package org.rotunda.bench.mnist;

import java.util.ArrayList;
import java.util.List;
import org.rotunda.compiler.program.WeightTensor;
import org.rotunda.compiler.program.Weights;

/**
 * A network's parameters as the weights of a program: {@code NAME.weight}, channels first, and
 * {@code NAME.bias} for every layer, in order.
 */
public final class NetworkWeights {

  /** The manifest's file name. */
  public static final String MANIFEST = "manifest.json";

  private static final String WEIGHT = "weight";
  private static final String BIAS = "bias";

  private NetworkWeights() {}

  /** Returns the weights of a network. */
  public static Weights of(Network network) {
    List<WeightTensor> tensors = new ArrayList<>();
    for (Layer layer : network.layers()) {
      LayerShape shape = layer.shape();
      double[] rows = Matrices.transposed(layer.weights(), shape.patchSize(), shape.channels());
      tensors.add(new WeightTensor(name(shape, WEIGHT), shape.weightShape(), WEIGHT, rows));
      tensors.add(
          new WeightTensor(name(shape, BIAS), List.of(shape.channels()), BIAS, layer.bias()));
    }
    return Weights.of(MANIFEST, tensors);
  }

  /**
   * Returns the network of known layers that has these weights.
   *
   * @throws org.rotunda.compiler.program.WeightsException if a weight is missing
   * @throws MnistFormatException if a weight has another shape
   */
  public static Network network(Architecture architecture, Weights weights)
      throws MnistFormatException {
    Network network = Network.zeros(architecture);
    for (Layer layer : network.layers()) {
      LayerShape shape = layer.shape();
      double[] rows = values(weights, name(shape, WEIGHT), shape.weightShape());
      double[] columns = Matrices.transposed(rows, shape.channels(), shape.patchSize());
      System.arraycopy(columns, 0, layer.weights(), 0, columns.length);
      double[] bias = values(weights, name(shape, BIAS), List.of(shape.channels()));
      System.arraycopy(bias, 0, layer.bias(), 0, bias.length);
    }
    return network;
  }

  private static double[] values(Weights weights, String name, List<Integer> shape)
      throws MnistFormatException {
    WeightTensor tensor = weights.get(name);
    if (!tensor.shape().equals(shape)) {
      throw new MnistFormatException(
          "expected the shape %s of %s but found %s; train the network again"
              .formatted(shape, name, tensor.shape()));
    }
    return tensor.values();
  }

  private static String name(LayerShape shape, String role) {
    return shape.name() + "." + role;
  }
}
