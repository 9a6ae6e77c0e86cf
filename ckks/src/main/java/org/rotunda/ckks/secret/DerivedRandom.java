package org.rotunda.ckks.secret;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.ckks.sampling.RandomSource;

/**
 * The stream of a secret: block i is SHA-256 of a seed and i, the seed SHA-256 of a label, the
 * parameters' digest and the secret's coefficients. Whoever doesn't know the secret can't tell it
 * from random bytes. The seed is wiped when closed.
 */
final class DerivedRandom implements RandomSource, AutoCloseable {
  private static final byte[] LABEL =
      "rotunda ephemeral secret 1\n".getBytes(StandardCharsets.UTF_8);

  private final MessageDigest sha256;
  private final byte[] seed;
  private long counter;

  private DerivedRandom(MessageDigest sha256, byte[] seed) {
    this.sha256 = sha256;
    this.seed = seed;
  }

  static DerivedRandom of(Parameters parameters, long[] secret) {
    byte[] coefficients = new byte[secret.length];
    for (int i = 0; i < coefficients.length; i++) {
      coefficients[i] = (byte) secret[i];
    }
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update(LABEL);
      sha256.update(parameters.digest());
      return new DerivedRandom(sha256, sha256.digest(coefficients));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256.", e);
    } finally {
      Arrays.fill(coefficients, (byte) 0);
    }
  }

  @Override
  public synchronized void fill(byte[] bytes) {
    ByteBuffer out = ByteBuffer.wrap(bytes);
    while (out.hasRemaining()) {
      sha256.update(seed);
      byte[] block = sha256.digest(ByteBuffer.allocate(Long.BYTES).putLong(counter++).array());
      out.put(block, 0, Math.min(block.length, out.remaining()));
    }
  }

  @Override
  public void close() {
    Arrays.fill(seed, (byte) 0);
  }
}
