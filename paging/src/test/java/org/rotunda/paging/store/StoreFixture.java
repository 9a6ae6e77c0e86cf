package org.rotunda.paging.store;

import static org.assertj.core.api.Assertions.fail;

import java.util.Arrays;
import java.util.List;
import org.rotunda.ckks.evaluation.EvaluationKey;
import org.rotunda.ckks.evaluation.KeyId;
import org.rotunda.ckks.evaluation.KeyUse;
import org.rotunda.ckks.params.LocalEngine;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.ckks.ring.Kernels;
import org.rotunda.ckks.ring.LimbBlock;
import org.rotunda.ckks.ring.Modulus;
import org.rotunda.ckks.ring.kernel.ScalarKernels;
import org.rotunda.ckks.sampling.RandomSource;
import org.rotunda.ckks.sampling.UniformSampler;
import org.rotunda.ckks.testing.SeededRandom;
import org.rotunda.keys.material.SeededKey;
import org.rotunda.keys.seed.KeySeed;
import org.rotunda.keys.seed.KeySetId;
import org.rotunda.keys.seed.SeededHalf;

/** Small stores of random residues, which a store can't tell from keys. */
public final class StoreFixture {
  private static final Kernels KERNELS = new ScalarKernels();

  private StoreFixture() {}

  /** N = 2^4, six levels in digits of two, residues of 17 to 23 bits. */
  public static Parameters pairs() {
    return Parameters.builder()
        .logDegree(4)
        .q(20, 1)
        .q(18, 4)
        .p(23, 2)
        .digitSize(2)
        .logScale(18)
        .insecureForTesting()
        .build();
  }

  /** N = 2^7, with room for many Galois keys; four levels in digits of two. */
  public static Parameters many() {
    return Parameters.builder()
        .logDegree(7)
        .q(24, 1)
        .q(22, 3)
        .p(26, 2)
        .digitSize(2)
        .logScale(22)
        .insecureForTesting()
        .build();
  }

  /** N = 2^5, three levels in digits of one, residues of up to 61 bits. */
  public static Parameters wide() {
    return Parameters.builder()
        .logDegree(5)
        .q(54, 1)
        .q(50, 2)
        .p(60, 1)
        .digitSize(1)
        .logScale(50)
        .insecureForTesting()
        .build();
  }

  /** The key set of a seed. */
  public static KeySetId keySet(long seed) {
    return KeySetId.fresh(new SeededRandom(seed));
  }

  /** Random residues under the identity of a key. */
  public static SeededKey key(Parameters parameters, KeySetId keySet, KeyUse use, long seed) {
    RandomSource random = new SeededRandom(seed);
    KeySeed keySeed = KeySeed.fresh(random);
    List<Modulus> moduli =
        parameters
            .keyPrimeIndices(use.level())
            .mapToObj(index -> new Modulus(parameters.prime(index)))
            .toList();
    long[][][] b = new long[parameters.digits(use.level())][moduli.size()][parameters.degree()];
    for (long[][] digit : b) {
      for (int i = 0; i < digit.length; i++) {
        UniformSampler.fill(digit[i], moduli.get(i), random, KERNELS);
      }
    }
    SeededHalf a = new SeededHalf(parameters, keySet, use.id(), keySeed);
    return new SeededKey(
        keySet, keySeed, new EvaluationKey(use.id(), use.level(), parameters, b, a));
  }

  /** A galois key's identity and level. */
  public static KeyUse galois(int element, int level) {
    return new KeyUse(new KeyId.Galois(element), level);
  }

  /** The relinearisation key's identity and level. */
  public static KeyUse relinearisation(int level) {
    return new KeyUse(new KeyId.Relinearisation(), level);
  }

  /** A store without keys. */
  public static MemoryPages emptyStore(
      Parameters parameters, StoreAuthentication authentication, KeySetId keySet) {
    return new MemoryPages(KeyStoreWriter.emptyStore(parameters, keySet, authentication));
  }

  /** A store of given keys. */
  public static MemoryPages store(
      Parameters parameters, StoreAuthentication authentication, List<SeededKey> keys)
      throws StoreException {
    KeySetId keySet = keys.getFirst().keySet();
    MemoryPages pages = emptyStore(parameters, authentication, keySet);
    try (KeyStoreWriter writer = KeyStoreWriter.resume(pages, parameters, keySet, authentication)) {
      for (SeededKey key : keys) {
        writer.accept(key);
      }
    }
    return pages;
  }

  /** Fails unless a key truncated to a level is the original there, both halves. */
  public static void requireSame(
      EvaluationKey found, SeededKey expected, Parameters parameters, int level, String context) {
    int digits = parameters.digits(level);
    for (int prime : parameters.keyPrimeIndices(level).toArray()) {
      try (LimbBlock a = found.a().limbs(digits, prime, LocalEngine.serial());
          LimbBlock b = expected.key().a().limbs(digits, prime, LocalEngine.serial())) {
        if (!Arrays.deepEquals(a.all(), b.all())) {
          fail("%s: the uniform half differs modulo prime %d", context, prime);
        }
      }
    }
    requireSameStored(found, expected, parameters, level, context);
  }

  /** Fails unless the half of a key that a store holds is the original's. */
  public static void requireSameStored(
      EvaluationKey found, SeededKey expected, Parameters parameters, int level, String context) {
    for (int prime : parameters.keyPrimeIndices(level).toArray()) {
      for (int digit = 0; digit < parameters.digits(level); digit++) {
        if (!Arrays.equals(found.b(digit, prime), expected.key().b(digit, prime))) {
          fail("%s: digit %d differs modulo prime %d", context, digit, prime);
        }
      }
    }
  }
}
