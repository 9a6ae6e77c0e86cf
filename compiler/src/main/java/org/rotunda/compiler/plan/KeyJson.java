package org.rotunda.compiler.plan;

import org.rotunda.ckks.evaluation.KeyId;
import org.rotunda.ckks.params.Parameters;

/** Names of keys in a plan file: {@code relinearisation} or {@code galois 5}. */
final class KeyJson {
  private static final String RELINEARISATION = "relinearisation";
  private static final String GALOIS = "galois ";

  private KeyJson() {}

  static String write(KeyId id) {
    return switch (id) {
      case KeyId.Relinearisation _ -> RELINEARISATION;
      case KeyId.Galois(int element) -> GALOIS + element;
    };
  }

  /**
   * Reads a name.
   *
   * @throws PlanException if it is none, or the element does not belong to the ring
   */
  static KeyId read(JsonPlace from, Parameters parameters) {
    String text = from.text();
    if (text.equals(RELINEARISATION)) {
      return new KeyId.Relinearisation();
    }
    if (text.matches(GALOIS + "[1-9][0-9]{0,6}")) {
      int element = Integer.parseInt(text.substring(GALOIS.length()));
      if (element % 2 == 1 && element >= 3 && element < 2 * parameters.degree()) {
        return new KeyId.Galois(element);
      }
    }
    throw from.unexpected(
        "\"%s\" or \"%sg\" with an odd g from 3 to %d"
            .formatted(RELINEARISATION, GALOIS, 2 * parameters.degree() - 1));
  }
}
