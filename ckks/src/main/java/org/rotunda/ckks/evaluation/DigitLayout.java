package org.rotunda.ckks.evaluation;

import java.util.stream.IntStream;
import org.rotunda.ckks.params.Parameters;

/**
 * Which primes of q_0 .. q_level belong to which key-switching digit, and where the limbs modulo
 * the others stand in a block that holds those of digit 0, then those of digit 1, and so on.
 *
 * @param level l
 * @param limbs the number of primes of Q and P at this level
 * @param digitSize alpha
 */
record DigitLayout(int level, int limbs, int digitSize) {
  static DigitLayout of(Parameters parameters, int level) {
    return new DigitLayout(level, level + 1 + parameters.p().size(), parameters.digitSize());
  }

  /** The number of digits. */
  int digits() {
    return level / digitSize + 1;
  }

  /** The first prime of a digit. */
  int first(int digit) {
    return digit * digitSize;
  }

  /** The prime after a digit's last one. */
  int end(int digit) {
    return Math.min(first(digit) + digitSize, level + 1);
  }

  /** Whether the prime at a place of the basis belongs to a digit. */
  boolean owns(int digit, int limb) {
    return limb >= first(digit) && limb < end(digit);
  }

  /** The primes of a digit. */
  int[] own(int digit) {
    return IntStream.range(first(digit), end(digit)).toArray();
  }

  /** The places of the basis that do not belong to a digit. */
  int[] others(int digit) {
    return IntStream.range(0, limbs).filter(limb -> !owns(digit, limb)).toArray();
  }

  /** Where the block holds a digit's limb modulo a prime that is not its own. */
  int position(int digit, int limb) {
    int before = digit * limbs - first(digit);
    return before + (limb < first(digit) ? limb : limb - (end(digit) - first(digit)));
  }

  /** The number of limbs in the block. */
  int raisedLimbs() {
    return digits() * limbs - (level + 1);
  }
}
