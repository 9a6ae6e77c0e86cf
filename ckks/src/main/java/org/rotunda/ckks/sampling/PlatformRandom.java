package org.rotunda.ckks.sampling;

import static java.security.DrbgParameters.Capability.RESEED_ONLY;

import java.security.DrbgParameters;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;

/** NIST SP 800-90A's DRBG at 256-bit strength, as the platform implements it. */
final class PlatformRandom implements RandomSource {
  private static final int STRENGTH = 256;
  private final SecureRandom drbg;

  PlatformRandom() {
    try {
      drbg =
          SecureRandom.getInstance(
              "DRBG", DrbgParameters.instantiation(STRENGTH, RESEED_ONLY, null));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(
          "Keys need the DRBG of java.base at 256-bit strength, but this Java platform has none;"
              + " use a standard JDK.",
          e);
    }
  }

  @Override
  public void fill(byte[] bytes) {
    drbg.nextBytes(bytes);
  }
}
