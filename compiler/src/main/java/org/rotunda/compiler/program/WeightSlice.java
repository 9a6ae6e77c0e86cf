package org.rotunda.compiler.program;

import java.util.List;
import java.util.stream.Stream;

/**
 * A weight or a part of one: the tensor that remains when the leading indices are fixed.
 *
 * @param name name of the weight
 * @param indices fixed leading indices, each 0 or more; none for the whole weight
 */
public record WeightSlice(String name, List<Integer> indices) {

  /** Creates a slice. */
  public WeightSlice {
    indices = List.copyOf(indices);
  }

  /** Returns the whole weight of this name. */
  public static WeightSlice of(String name) {
    return new WeightSlice(name, List.of());
  }

  /** Returns this slice with one more leading index fixed. */
  public WeightSlice at(int index) {
    return new WeightSlice(name, Stream.concat(indices.stream(), Stream.of(index)).toList());
  }

  /** Returns the slice as the program text writes it, for example {@code conv.weight[3]}. */
  public String toText() {
    return indices.isEmpty() ? name : name + indices;
  }
}
