package org.rotunda.ckks.secret;

/** The noise that would hide a decryption's error does not fit beside the message. */
public final class FloodingException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /**
   * Says how many bits the noise and the message take and how many there are.
   *
   * @param noise log2 of the noise's largest coefficient
   * @param message log2 of the message's largest coefficient
   * @param room log2 of half the modulus
   * @param level the ciphertext's level
   */
  FloodingException(double noise, double message, double room, int level) {
    super(
        "Flooding noise of %.1f bits and a message of %.1f bits need to fit in the %.1f bits of half the modulus at level %d; decrypt at a higher level or flood for fewer bits or decryptions."
            .formatted(noise, message, room, level));
  }
}
