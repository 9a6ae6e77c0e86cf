package org.rotunda.keys.seed;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.bouncycastle.crypto.digests.SHAKEDigest;
import org.rotunda.ckks.ring.Kernels;

/**
 * The streams that uniform limbs are read from, one a limb. The format of every stored key depends
 * on them; it never changes within a version.
 *
 * <p>The 32-byte subkey of a limb is SHAKE-256 (FIPS 202) of: the domain in ASCII, the purpose as a
 * byte, the 16 bytes of the key-set name, the 32 bytes of the seed, then little-endian the 64-bit
 * {@link KeyCode} or 0, the 32-bit digit, the 32-bit prime index and the 64-bit prime. All fields
 * have fixed lengths, so that different limbs have different inputs. The stream is AES-256-CTR
 * (NIST SP 800-38A) of zeros under that subkey, the initial counter block zero. Its little-endian
 * 64-bit words, masked to the bit length of the prime, are the residues in order of index; a word
 * not below the prime is skipped.
 */
final class UniformStream {
  private static final byte[] DOMAIN =
      "rotunda uniform stream 1".getBytes(StandardCharsets.US_ASCII);
  private static final int SUBKEY_BYTES = 32;
  private static final int SHAKE_BITS = 256;

  private final Purpose purpose;
  private final KeySetId keySet;
  private final KeySeed seed;
  private final long keyCode;

  /** What a uniform polynomial is half of. The codes are part of the format. */
  enum Purpose {
    EVALUATION_KEY(1),
    PUBLIC_KEY(2),
    CIPHERTEXT(3);

    private final byte code;

    Purpose(int code) {
      this.code = (byte) code;
    }
  }

  UniformStream(Purpose purpose, KeySetId keySet, KeySeed seed, long keyCode) {
    this.purpose = purpose;
    this.keySet = keySet;
    this.seed = seed;
    this.keyCode = keyCode;
  }

  /** Fills the limb of a digit modulo a prime. */
  void fill(
      Kernels kernels, Keystream keystream, long[] limb, int digit, int primeIndex, long prime) {
    keystream.start(subkey(digit, primeIndex, prime));
    int filled = 0;
    while (filled < limb.length) {
      int bytes = pieceBytes(limb.length - filled);
      byte[] piece = keystream.next(bytes);
      int at = 0;
      while (at < bytes && filled < limb.length) {
        // As many words as fit even if all are accepted.
        int end = at + Math.min(bytes - at, (limb.length - filled) * Long.BYTES);
        filled = kernels.keepBelow(piece, at, end, prime, limb, filled);
        at = end;
      }
    }
  }

  /** Two words a residue: of words masked to the prime's length, at least half are accepted. */
  private static int pieceBytes(int residues) {
    return (int) Math.min(Keystream.PIECE_BYTES, 2L * Long.BYTES * residues);
  }

  private byte[] subkey(int digit, int primeIndex, long prime) {
    byte[] input =
        ByteBuffer.allocate(
                DOMAIN.length
                    + Byte.BYTES
                    + KeySetId.BYTES
                    + KeySeed.BYTES
                    + 2 * Long.BYTES
                    + 2 * Integer.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .put(DOMAIN)
            .put(purpose.code)
            .put(keySet.bytes())
            .put(seed.bytes())
            .putLong(keyCode)
            .putInt(digit)
            .putInt(primeIndex)
            .putLong(prime)
            .array();
    SHAKEDigest shake = new SHAKEDigest(SHAKE_BITS);
    shake.update(input, 0, input.length);
    byte[] subkey = new byte[SUBKEY_BYTES];
    shake.doFinal(subkey, 0, SUBKEY_BYTES);
    return subkey;
  }
}
