package org.rotunda.bench.mnist;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A network as a folder: {@code manifest.json}, an array of {@link Tensor} entries, and one file a
 * tensor with raw little-endian 64-bit floats in row-major order.
 *
 * <p>The tensors are {@code fc1.weight} [outputs, inputs], {@code fc1.bias} [outputs], {@code
 * fc2.weight} and so on, in this order.
 */
public final class WeightFiles {

  /** The manifest's file name. */
  public static final String MANIFEST = "manifest.json";

  private static final long LARGEST_MANIFEST = 64 << 10;

  private WeightFiles() {}

  /**
   * Writes a network; the manifest comes last.
   *
   * @param folder an existing folder
   * @param network the network
   * @throws IOException if a file cannot be written
   */
  public static void write(Path folder, Perceptron network) throws IOException {
    for (int k = 0; k < network.depth(); k++) {
      DenseLayer layer = network.layers().get(k);
      WholeFile.write(
          folder.resolve(Tensor.weight(k + 1, layer.outputs(), layer.inputs()).file()),
          littleEndian(transposed(layer.weights(), layer.inputs(), layer.outputs())));
      WholeFile.write(
          folder.resolve(Tensor.bias(k + 1, layer.outputs()).file()), littleEndian(layer.bias()));
    }
    JsonMapper mapper = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    WholeFile.write(folder.resolve(MANIFEST), mapper.writeValueAsBytes(tensors(widths(network))));
  }

  /**
   * Reads a network of known widths.
   *
   * @param folder a folder that {@link #write} filled
   * @param widths the widths of the network's layers, input first
   * @throws MnistFormatException if the manifest or a tensor's file is not that of such a network
   * @throws IOException if a file cannot be read
   */
  public static Perceptron read(Path folder, List<Integer> widths) throws IOException {
    Path manifest = folder.resolve(MANIFEST);
    List<Tensor> expected = tensors(widths);
    List<Tensor> found = readManifest(manifest);
    if (!expected.equals(found)) {
      throw new MnistFormatException(
          "%s: expected the tensors %s but found %s; train the network again"
              .formatted(manifest, expected, found));
    }
    List<DenseLayer> layers = new ArrayList<>();
    for (int k = 1; k < widths.size(); k++) {
      DenseLayer layer = DenseLayer.zeros(widths.get(k - 1), widths.get(k));
      double[] rows = readValues(folder, expected.get(2 * k - 2));
      double[] columns = transposed(rows, layer.outputs(), layer.inputs());
      System.arraycopy(columns, 0, layer.weights(), 0, columns.length);
      double[] bias = readValues(folder, expected.get(2 * k - 1));
      System.arraycopy(bias, 0, layer.bias(), 0, bias.length);
      layers.add(layer);
    }
    return new Perceptron(layers);
  }

  private static List<Integer> widths(Perceptron network) {
    List<Integer> widths = new ArrayList<>();
    widths.add(network.layers().getFirst().inputs());
    network.layers().forEach(layer -> widths.add(layer.outputs()));
    return widths;
  }

  private static List<Tensor> tensors(List<Integer> widths) {
    List<Tensor> tensors = new ArrayList<>();
    for (int k = 1; k < widths.size(); k++) {
      tensors.add(Tensor.weight(k, widths.get(k), widths.get(k - 1)));
      tensors.add(Tensor.bias(k, widths.get(k)));
    }
    return tensors;
  }

  private static List<Tensor> readManifest(Path manifest) throws IOException {
    long size = Files.size(manifest);
    if (size > LARGEST_MANIFEST) {
      throw new MnistFormatException(
          "%s: expected at most %d bytes but found %d; give a folder of weights"
              .formatted(manifest, LARGEST_MANIFEST, size));
    }
    try {
      return JsonMapper.shared()
          .readValue(Files.readAllBytes(manifest), new TypeReference<List<Tensor>>() {});
    } catch (JacksonException e) {
      throw new MnistFormatException(
          "%s: expected a JSON array of tensors but found %s; train the network again"
              .formatted(manifest, e.getOriginalMessage()),
          e);
    }
  }

  private static double[] readValues(Path folder, Tensor tensor) throws IOException {
    Path file = folder.resolve(tensor.file());
    long expectedBytes = (long) Double.BYTES * tensor.size();
    long foundBytes = Files.size(file);
    if (foundBytes != expectedBytes) {
      throw new MnistFormatException(
          "%s: expected %d bytes for the shape %s but found %d; train the network again"
              .formatted(file, expectedBytes, tensor.shape(), foundBytes));
    }
    DoubleBuffer buffer =
        ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer();
    double[] values = new double[tensor.size()];
    buffer.get(values);
    for (int i = 0; i < values.length; i++) {
      if (!Double.isFinite(values[i])) {
        throw new MnistFormatException(
            "%s: expected finite numbers but value %d is %s; train the network again"
                .formatted(file, i, values[i]));
      }
    }
    return values;
  }

  private static byte[] littleEndian(double[] values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Double.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asDoubleBuffer().put(values);
    return bytes.array();
  }

  /** Returns the transpose of a row-major matrix of the given shape. */
  private static double[] transposed(double[] matrix, int rows, int columns) {
    double[] transposed = new double[matrix.length];
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        transposed[c * rows + r] = matrix[r * columns + c];
      }
    }
    return transposed;
  }
}
