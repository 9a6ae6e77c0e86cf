package org.rotunda.compiler.program;

import java.util.List;

/**
 * A tensor in a program that is being built: its layout and the ciphertexts that hold it.
 *
 * @param layout how it lies in ciphertexts
 * @param parts one value for each of the layout's parts
 */
public record Tensor(TensorLayout layout, List<Value> parts) {

  /**
   * Creates a tensor.
   *
   * @throws ShapeException if the number of values isn't the layout's number of parts
   */
  public Tensor {
    parts = List.copyOf(parts);
    if (parts.size() != layout.parts()) {
      throw new ShapeException(
          "Expected "
              + layout.parts()
              + " ciphertexts for "
              + layout.toText()
              + ", found "
              + parts.size()
              + "; give one value for each part.");
    }
  }
}
