package org.rotunda.compiler.program;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The table of a program's weights by name, immutable, together with the name of the manifest that
 * it is written beside the program text.
 */
public final class Weights {

  private static final Weights NONE = new Weights("", Map.of());

  private final String manifest;
  private final Map<String, WeightTensor> tensors;

  private Weights(String manifest, Map<String, WeightTensor> tensors) {
    this.manifest = manifest;
    this.tensors = tensors;
  }

  /** Returns the empty table. */
  public static Weights none() {
    return NONE;
  }

  /**
   * Returns a table.
   *
   * @param manifest name of the manifest as the program text states it, for example {@code
   *     weights.json}; not empty, without quotes, backslashes or line breaks
   * @param tensors the weights, in the order of the manifest
   * @throws WeightsException if two weights have one name or the manifest's name is malformed
   */
  public static Weights of(String manifest, Collection<WeightTensor> tensors) {
    if (manifest.isEmpty() || manifest.chars().anyMatch(c -> c == '"' || c == '\\' || c < ' ')) {
      throw new WeightsException(
          "Expected a manifest's name without quotes, backslashes or line breaks, found '"
              + manifest
              + "'; rename the file.");
    }
    Map<String, WeightTensor> byName = new LinkedHashMap<>();
    for (WeightTensor tensor : tensors) {
      if (byName.putIfAbsent(tensor.name(), tensor) != null) {
        throw new WeightsException(
            "Expected different names for all weights, found "
                + tensor.name()
                + " twice; rename one of them.");
      }
    }
    return new Weights(manifest, byName);
  }

  /** Returns the manifest's name as the program text states it; empty for the empty table. */
  public String manifest() {
    return manifest;
  }

  /** Returns all weights in the order of the manifest. */
  public List<WeightTensor> tensors() {
    return List.copyOf(tensors.values());
  }

  /** Tells whether there is a weight of this name. */
  public boolean contains(String name) {
    return tensors.containsKey(name);
  }

  /**
   * Returns the weight of this name.
   *
   * @throws WeightsException if there is none
   */
  public WeightTensor get(String name) {
    WeightTensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new WeightsException(
          "Expected one of the weights "
              + tensors.keySet()
              + ", found '"
              + name
              + "'; correct the name or add the weight to the manifest.");
    }
    return tensor;
  }

  /**
   * Returns the shape of a slice: the dimensions that its indices leave.
   *
   * @throws WeightsException if there is no such weight or its indices are out of range
   */
  public List<Integer> shape(WeightSlice slice) {
    List<Integer> shape = get(slice.name()).shape();
    if (slice.indices().size() >= shape.size()) {
      throw new WeightsException(
          "Expected fewer than "
              + shape.size()
              + " indices for weight "
              + slice.name()
              + " of shape "
              + shape
              + ", found "
              + slice.indices()
              + "; leave at least one dimension.");
    }
    for (int k = 0; k < slice.indices().size(); k++) {
      int index = slice.indices().get(k);
      if (index < 0 || index >= shape.get(k)) {
        throw new WeightsException(
            "Expected an index below "
                + shape.get(k)
                + " for dimension "
                + k
                + " of weight "
                + slice.name()
                + ", found "
                + index
                + "; correct the index.");
      }
    }
    return new ArrayList<>(shape.subList(slice.indices().size(), shape.size()));
  }

  /**
   * Returns a copy of a slice's elements in row-major order.
   *
   * @throws WeightsException if there is no such weight or its indices are out of range
   */
  public double[] values(WeightSlice slice) {
    int size = shape(slice).stream().mapToInt(Integer::intValue).reduce(1, (a, b) -> a * b);
    WeightTensor tensor = get(slice.name());
    int offset = 0;
    for (int k = 0; k < slice.indices().size(); k++) {
      offset = offset * tensor.shape().get(k) + slice.indices().get(k);
    }
    return tensor.values(offset * size, (offset + 1) * size);
  }

  @Override
  public boolean equals(Object other) {
    return this == other
        || (other instanceof Weights that
            && manifest.equals(that.manifest)
            && tensors.equals(that.tensors));
  }

  @Override
  public int hashCode() {
    return tensors.keySet().hashCode();
  }

  @Override
  public String toString() {
    return "Weights" + tensors.values();
  }
}
