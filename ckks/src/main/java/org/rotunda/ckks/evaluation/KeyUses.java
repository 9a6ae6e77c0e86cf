package org.rotunda.ckks.evaluation;

import java.util.Optional;
import org.rotunda.ckks.ring.GaloisElements;

/** Which key a single operation uses, for composite operations to publish theirs. */
public final class KeyUses {
  private KeyUses() {}

  /** The use of a rotation by any amount, or nothing when it is the identity on the slots. */
  public static Optional<KeyUse> rotation(int amount, int slots, int degree, int level) {
    int normalised = Math.floorMod(amount, slots);
    return normalised == 0
        ? Optional.empty()
        : Optional.of(
            new KeyUse(new KeyId.Galois(GaloisElements.rotation(normalised, degree)), level));
  }

  /** The use of a conjugation. */
  public static KeyUse conjugation(int degree, int level) {
    return new KeyUse(new KeyId.Galois(GaloisElements.conjugation(degree)), level);
  }

  /** The use of a relinearisation. */
  public static KeyUse relinearisation(int level) {
    return new KeyUse(new KeyId.Relinearisation(), level);
  }
}
