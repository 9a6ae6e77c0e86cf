package org.rotunda.ckks.evaluation;

import java.util.List;
import org.rotunda.ckks.ring.NttPoly;

/**
 * The key-switching digits of a polynomial at a level, each raised to Q and P: what all rotations
 * of one ciphertext share (Halevi, Shoup, "Faster Homomorphic Linear Transformations in HElib",
 * 2018, section 5).
 *
 * @param digits one polynomial over QP a digit
 * @param level the level of the polynomial they came from
 */
public record HoistedDigits(List<NttPoly> digits, int level) implements AutoCloseable {
  /** The limbs of all digits at one place of the basis. */
  long[][] limbs(int limb) {
    return digits.stream().map(digit -> digit.limb(limb)).toArray(long[][]::new);
  }

  @Override
  public void close() {
    digits.forEach(NttPoly::close);
  }
}
