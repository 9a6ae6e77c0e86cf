package org.rotunda.keys.seed;

import java.util.Optional;
import org.rotunda.ckks.evaluation.KeyId;
import org.rotunda.ckks.evaluation.KeyId.Encapsulation.Direction;

/**
 * Key identities as 64-bit numbers, for streams and files: the kind in the upper half (1
 * relinearisation, 2 Galois, 3 encapsulation), in the lower the Galois element, 0 or 1 for the way
 * into or out of the ephemeral secret, or 0. The code 0 belongs to no key.
 */
public final class KeyCode {
  private static final int RELINEARISATION = 1;
  private static final int GALOIS = 2;
  private static final int ENCAPSULATION = 3;

  private KeyCode() {}

  /** The code of a key. */
  public static long of(KeyId id) {
    return switch (id) {
      case KeyId.Relinearisation _ -> code(RELINEARISATION, 0);
      case KeyId.Galois(int element) -> code(GALOIS, element);
      case KeyId.Encapsulation(Direction direction) ->
          code(
              ENCAPSULATION,
              switch (direction) {
                case INTO -> 0;
                case OUT_OF -> 1;
              });
    };
  }

  private static long code(int kind, int element) {
    return (long) kind << Integer.SIZE | element;
  }

  /** The key with a code, or nothing if there is none. */
  public static Optional<KeyId> decode(long code) {
    int kind = (int) (code >>> Integer.SIZE);
    int element = (int) code;
    if (kind == RELINEARISATION && element == 0) {
      return Optional.of(new KeyId.Relinearisation());
    }
    if (kind == GALOIS && element >= 3 && (element & 1) == 1) {
      return Optional.of(new KeyId.Galois(element));
    }
    if (kind == ENCAPSULATION && (element == 0 || element == 1)) {
      return Optional.of(new KeyId.Encapsulation(element == 0 ? Direction.INTO : Direction.OUT_OF));
    }
    return Optional.empty();
  }
}
