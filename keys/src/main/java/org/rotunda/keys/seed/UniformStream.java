package org.rotunda.keys.seed;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.digests.SHAKEDigest;

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
  private static final int COUNTER_BYTES = 16;
  private static final int SHAKE_BITS = 256;

  /** The cipher reaches its full speed in pieces of about this size, not in one of a whole limb. */
  private static final int PIECE_BYTES = 16 * 1024;

  private static final byte[] ZEROS = new byte[PIECE_BYTES];
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

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
  void fill(long[] limb, int digit, int primeIndex, long prime) {
    Cipher keystream = keystream(subkey(digit, primeIndex, prime));
    byte[] piece = new byte[Math.min(PIECE_BYTES, pieceBytes(limb.length))];
    long mask = -1L >>> Long.numberOfLeadingZeros(prime);
    int filled = 0;
    while (filled < limb.length) {
      int bytes = Math.min(piece.length, pieceBytes(limb.length - filled));
      next(keystream, piece, bytes);
      for (int at = 0; at < bytes && filled < limb.length; at += Long.BYTES) {
        long word = (long) LONGS.get(piece, at) & mask;
        limb[filled] = word;
        // One more exactly when word < prime, without a branch on a random bit.
        filled += (int) ((word - prime) >>> (Long.SIZE - 1));
      }
    }
  }

  /** Two words a residue: of words masked to the prime's length, at least half are accepted. */
  private static int pieceBytes(int residues) {
    return (int) Math.min(PIECE_BYTES, 2L * Long.BYTES * residues);
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

  private static Cipher keystream(byte[] subkey) {
    try {
      Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
      cipher.init(
          Cipher.ENCRYPT_MODE,
          new SecretKeySpec(subkey, "AES"),
          new IvParameterSpec(new byte[COUNTER_BYTES]));
      return cipher;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has AES in counter mode.", e);
    }
  }

  private static void next(Cipher keystream, byte[] piece, int bytes) {
    try {
      int written = keystream.update(ZEROS, 0, bytes, piece, 0);
      if (written != bytes) {
        throw new IllegalStateException(
            "A counter mode gives as many bytes as it takes, but %d of %d came."
                .formatted(written, bytes));
      }
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The piece has room for what the cipher gives.", e);
    }
  }
}
