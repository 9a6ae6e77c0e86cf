package org.rotunda.compiler.program;

import java.util.List;

/**
 * An input or output tensor of a program.
 *
 * @param name its name
 * @param layout how it lies in ciphertexts
 * @param parts its ciphertexts: for an input the values that the program reads, for an output the
 *     results of its {@link Op.Output} operations
 */
public record Port(String name, TensorLayout layout, List<Value> parts) {

  /** Creates a port. */
  public Port {
    parts = List.copyOf(parts);
  }
}
