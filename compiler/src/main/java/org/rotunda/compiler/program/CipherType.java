package org.rotunda.compiler.program;

/**
 * Level and scale of a ciphertext value, as the pass for levels and scales decides them.
 *
 * @param level index of the last prime of the modulus chain that is still there; 0 or more
 * @param scale factor by which the message is multiplied; positive and finite
 */
public record CipherType(int level, double scale) {

  /**
   * Creates a type.
   *
   * @throws InvalidProgramException if the level is negative or the scale not positive and finite
   */
  public CipherType {
    if (level < 0) {
      throw new InvalidProgramException(
          "A level must be 0 or more, found " + level + "; give the program a longer chain.");
    }
    if (!(scale > 0) || Double.isInfinite(scale)) {
      throw new InvalidProgramException(
          "A scale must be positive and finite, found " + scale + "; rescale earlier.");
    }
  }
}
