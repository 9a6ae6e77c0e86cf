package org.rotunda.ckks.ring;

/**
 * The Galois elements of slot operations. Slot j holds the value at exp(i pi 5^j / N), so X ->
 * X^(5^k) rotates the slots left by k and X -> X^(2N-1) conjugates them (Cheon, Kim, Kim, Song,
 * "Homomorphic Encryption for Arithmetic of Approximate Numbers", section 4.2).
 */
public final class GaloisElements {
  private static final int GENERATOR = 5;

  private GaloisElements() {}

  /** 5^k modulo 2N for any amount k; amounts that agree modulo N/2 give the same element. */
  public static int rotation(int amount, int degree) {
    int mask = 2 * degree - 1;
    int exponent = Math.floorMod(amount, degree / 2);
    int element = 1;
    for (int square = GENERATOR; exponent != 0; exponent >>>= 1) {
      if ((exponent & 1) != 0) {
        element = element * square & mask;
      }
      square = square * square & mask;
    }
    return element;
  }

  /** 2N - 1. */
  public static int conjugation(int degree) {
    return 2 * degree - 1;
  }

  /** The element of the inverse automorphism. */
  public static int inverse(int element, int degree) {
    int mask = 2 * degree - 1;
    // Newton's iteration for the inverse modulo a power of two, which doubles the correct bits.
    int inverse = element;
    for (int bits = 3; bits < Integer.SIZE; bits *= 2) {
      inverse *= 2 - element * inverse;
    }
    return inverse & mask;
  }
}
