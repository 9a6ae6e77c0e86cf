package org.rotunda.keys.openfhe;

import java.math.BigInteger;
import org.rotunda.keys.openfhe.archive.Archive;
import org.rotunda.keys.openfhe.archive.ArchiveException;
import org.rotunda.keys.openfhe.archive.Node;
import org.rotunda.keys.openfhe.archive.Words;

/** OpenFHE's integers on the wire. */
final class Integers {
  /** 128 primes of 61 bits and as many again. */
  private static final int MAX_WORDS = 256;

  /** One unsigned word. */
  static final Node<Long> NATIVE =
      Node.object("NativeInteger", 1, fields -> fields.get("v", Node.U64, value -> value));

  /** As {@link #NATIVE}, without the sign that a large word has as a long. */
  static final Node<BigInteger> NATIVE_BIG =
      NATIVE.as(
          (word, archive) -> new BigInteger(Long.toUnsignedString(word)), BigInteger::longValue);

  /** Words from the least significant, then the number of bits. */
  static final Node<BigInteger> BIG =
      Node.<Limbs>object(
              "BigInteger",
              1,
              fields ->
                  new Limbs(
                      fields.get("v", Node.words(MAX_WORDS), Limbs::words),
                      fields.get("m", Node.U32, Limbs::bits)))
          .as(Integers::toBigInteger, Integers::toLimbs);

  private Integers() {}

  private record Limbs(Words words, long bits) {}

  private static BigInteger toBigInteger(Limbs limbs, Archive archive) throws ArchiveException {
    BigInteger sum = BigInteger.ZERO;
    for (int i = limbs.words().size() - 1; i >= 0; i--) {
      sum =
          sum.shiftLeft(Long.SIZE)
              .add(new BigInteger(Long.toUnsignedString(limbs.words().array()[i])));
    }
    Limbs expected = toLimbs(sum);
    if (limbs.words().size() != expected.words().size() || limbs.bits() != expected.bits()) {
      throw archive.malformed(
          "An integer of %d bits has %d words, but it is said to have %d bits and has %d words."
              .formatted(
                  expected.bits(), expected.words().size(), limbs.bits(), limbs.words().size()));
    }
    return sum;
  }

  private static Limbs toLimbs(BigInteger value) {
    int bits = value.bitLength();
    long[] words = new long[Math.max(1, (bits + Long.SIZE - 1) / Long.SIZE)];
    for (int i = 0; i < words.length; i++) {
      words[i] = value.shiftRight(i * Long.SIZE).longValue();
    }
    return new Limbs(Words.of(words), bits);
  }
}
