package org.rotunda.keys.seed;

import java.util.Optional;
import org.rotunda.ckks.evaluation.KeyId;

/**
 * Key identities as 64-bit numbers, for streams and files: the kind in the upper half (1
 * relinearisation, 2 Galois), the Galois element or 0 in the lower. The code 0 belongs to no key.
 */
public final class KeyCode {
  private static final int RELINEARISATION = 1;
  private static final int GALOIS = 2;

  private KeyCode() {}

  /** The code of a key. */
  public static long of(KeyId id) {
    return switch (id) {
      case KeyId.Relinearisation _ -> code(RELINEARISATION, 0);
      case KeyId.Galois(int element) -> code(GALOIS, element);
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
    return Optional.empty();
  }
}
