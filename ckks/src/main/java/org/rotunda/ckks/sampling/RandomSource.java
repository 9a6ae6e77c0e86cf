package org.rotunda.ckks.sampling;

/** A source of uniformly random bytes, safe for use by several threads. */
@FunctionalInterface
public interface RandomSource {
  /** Fills the whole array. */
  void fill(byte[] bytes);

  /** The platform's deterministic random bit generator, seeded by the operating system. */
  static RandomSource platform() {
    return new PlatformRandom();
  }
}
