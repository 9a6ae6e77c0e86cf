package org.rotunda.bench.crosscheck;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What is encoded in a folder.
 *
 * @param name the variable
 * @param formula its usual values in words
 * @param values the usual value at a slot's index, and the number of slots
 */
record EncodedVariable(String name, String formula, Values values) {
  static final EncodedVariable X =
      new EncodedVariable(
          "x", "x_i = 0.25 + i / (2 slots)", (i, slots) -> 0.25 + i / (2.0 * slots));

  static final EncodedVariable Y =
      new EncodedVariable("y", "y_i = 1 / (i + 2)", (i, slots) -> 1.0 / (i + 2));

  /** The values of slots. */
  @FunctionalInterface
  interface Values {
    double at(int index, int slots);
  }

  /** The name of the plaintext. */
  String plaintext() {
    return "pt_" + name;
  }

  /** What the plaintext should encode. */
  ExpectedSlots expected(Evidence evidence) throws IOException {
    int slots = evidence.converter().slots();
    Optional<Path> file = evidence.folder().values(name);
    return file.isPresent()
        ? ExpectedSlots.read(file.get(), slots)
        : ExpectedSlots.usual(formula, slots, i -> values.at(i, slots));
  }
}
