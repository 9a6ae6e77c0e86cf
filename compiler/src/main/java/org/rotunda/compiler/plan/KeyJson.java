package org.rotunda.compiler.plan;

import org.rotunda.ckks.evaluation.KeyId;
import org.rotunda.ckks.evaluation.KeyId.Encapsulation.Direction;
import org.rotunda.ckks.params.Parameters;

/**
 * Names of keys in a plan file: {@code relinearisation}, {@code galois 5}, {@code encapsulation
 * into} or {@code encapsulation out of}.
 */
final class KeyJson {
  private static final String RELINEARISATION = "relinearisation";
  private static final String GALOIS = "galois ";

  private KeyJson() {}

  static String write(KeyId id) {
    return switch (id) {
      case KeyId.Relinearisation _ -> RELINEARISATION;
      case KeyId.Galois(int element) -> GALOIS + element;
      case KeyId.Encapsulation encapsulation -> encapsulation.toString();
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
    for (Direction direction : Direction.values()) {
      KeyId id = new KeyId.Encapsulation(direction);
      if (text.equals(id.toString())) {
        return id;
      }
    }
    throw from.unexpected(
        "\"%s\", \"%sg\" with an odd g from 3 to %d, \"%s\" or \"%s\""
            .formatted(
                RELINEARISATION,
                GALOIS,
                2 * parameters.degree() - 1,
                new KeyId.Encapsulation(Direction.INTO),
                new KeyId.Encapsulation(Direction.OUT_OF)));
  }
}
