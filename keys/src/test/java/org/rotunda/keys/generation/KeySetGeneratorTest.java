package org.rotunda.keys.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rotunda.ckks.encoding.ComplexVector;
import org.rotunda.ckks.evaluation.Ciphertext;
import org.rotunda.ckks.evaluation.EvaluationKey;
import org.rotunda.ckks.evaluation.Evaluator;
import org.rotunda.ckks.evaluation.KeyId;
import org.rotunda.ckks.evaluation.KeyId.Encapsulation.Direction;
import org.rotunda.ckks.evaluation.KeyUse;
import org.rotunda.ckks.evaluation.ResidentKeys;
import org.rotunda.ckks.params.ParameterException;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.ckks.params.Presets;
import org.rotunda.ckks.ring.GaloisElements;
import org.rotunda.ckks.secret.SecretKeyAccess;
import org.rotunda.ckks.testing.SeededRandom;
import org.rotunda.ckks.testing.TestParameters;
import org.rotunda.ckks.testing.TestScheme;
import org.rotunda.keys.material.KeyRequest;
import org.rotunda.keys.material.KeySink;
import org.rotunda.keys.material.SeededKey;
import org.rotunda.keys.seed.KeySetId;
import org.rotunda.keys.seed.SeededHalf;
import org.rotunda.keys.testing.CollectingSink;
import org.rotunda.keys.testing.SmallKeySets;

class KeySetGeneratorTest {
  private static final KeyId RELINEARISATION = new KeyId.Relinearisation();
  private static final KeySetId KEY_SET = SmallKeySets.keySet(3);

  private static KeySetGenerator generator(TestScheme scheme) {
    return new KeySetGenerator(
        scheme.context(),
        scheme.engine(),
        scheme.secret(),
        KEY_SET,
        new SeededRandom(4),
        SecretKeyAccess.onKeyOwnersMachine());
  }

  private static List<SeededKey> generate(TestScheme scheme, KeyRequest... requests)
      throws IOException {
    CollectingSink sink = new CollectingSink();
    try (KeySetGenerator generator = generator(scheme)) {
      generator.generate(List.of(requests), sink, KeyGenerationListener.silent());
    }
    return sink.keys();
  }

  private static KeyRequest request(SeededKey key) {
    return new KeyRequest(key.id(), key.level());
  }

  @Test
  void exactlyTheRequestedKeysAreMade() throws IOException {
    TestScheme scheme = new TestScheme(SmallKeySets.tiny(), 1);
    KeyRequest relinearisation = new KeyRequest(RELINEARISATION, 1);
    KeyRequest rotation = new KeyRequest(new KeyId.Galois(5), 0);
    KeyRequest conjugation = new KeyRequest(new KeyId.Galois(63), 2);
    List<SeededKey> keys = generate(scheme, conjugation, rotation, relinearisation);
    assertThat(keys.stream().map(KeySetGeneratorTest::request))
        .containsExactly(relinearisation, rotation, conjugation);
    assertThat(keys).allMatch(key -> key.keySet().equals(KEY_SET));
  }

  @Test
  void nothingIsMadeForNoRequests() throws IOException {
    assertThat(generate(new TestScheme(SmallKeySets.tiny(), 1))).isEmpty();
  }

  /** Keeps no key, and sees at each whether any before it is still reachable. */
  private static final class ForgettingSink implements KeySink {
    private final List<WeakReference<EvaluationKey>> before = new ArrayList<>();

    @Override
    public boolean isComplete(KeyRequest request) {
      return false;
    }

    @Override
    public void accept(SeededKey key) {
      System.gc();
      assertThat(before).as("keys before %s", key.id()).allMatch(earlier -> earlier.refersTo(null));
      before.add(new WeakReference<>(key.key()));
    }
  }

  @Test
  void neverMoreThanOneKeyIsInMemory() throws IOException {
    ForgettingSink sink = new ForgettingSink();
    List<KeyRequest> requests =
        Stream.of(5, 25, 63).map(g -> new KeyRequest(new KeyId.Galois(g), 2)).toList();
    try (KeySetGenerator generator = generator(new TestScheme(SmallKeySets.tiny(), 1))) {
      generator.generate(requests, sink, KeyGenerationListener.silent());
    }
    assertThat(sink.before).hasSize(3);
  }

  @Test
  void ofSeveralRequestsForOneKeyTheHighestLevelCounts() throws IOException {
    TestScheme scheme = new TestScheme(SmallKeySets.tiny(), 1);
    KeyId id = new KeyId.Galois(5);
    List<SeededKey> keys =
        generate(scheme, new KeyRequest(id, 0), new KeyRequest(id, 2), new KeyRequest(id, 1));
    assertThat(keys.stream().map(KeySetGeneratorTest::request))
        .containsExactly(new KeyRequest(id, 2));
  }

  @Test
  void everyAttemptHasItsOwnSeed() throws IOException {
    TestScheme scheme = new TestScheme(SmallKeySets.tiny(), 1);
    KeyRequest request = new KeyRequest(new KeyId.Galois(5), 1);
    CollectingSink first = new CollectingSink();
    CollectingSink second = new CollectingSink();
    try (KeySetGenerator generator = generator(scheme)) {
      generator.generate(
          List.of(request, new KeyRequest(RELINEARISATION, 1)),
          first,
          KeyGenerationListener.silent());
      generator.generate(List.of(request), second, KeyGenerationListener.silent());
    }
    List<SeededKey> all = new ArrayList<>(first.keys());
    all.addAll(second.keys());
    assertThat(all.stream().map(SeededKey::seed)).hasSize(3).doesNotHaveDuplicates();
  }

  @Test
  void generationGoesOnAfterTheKeysThatAreComplete() throws IOException {
    TestScheme scheme = new TestScheme(SmallKeySets.tiny(), 1);
    List<KeyRequest> requests =
        List.of(
            new KeyRequest(RELINEARISATION, 2),
            new KeyRequest(new KeyId.Galois(5), 1),
            new KeyRequest(new KeyId.Galois(25), 1));
    CollectingSink sink = new CollectingSink().failingAt(1);
    List<String> progress = new ArrayList<>();
    KeyGenerationListener listener =
        (request, done, total) -> progress.add("%s %d/%d".formatted(request.id(), done, total));
    try (KeySetGenerator generator = generator(scheme)) {
      assertThatThrownBy(() -> generator.generate(requests, sink, listener))
          .isInstanceOf(IOException.class);
      assertThat(sink.keys()).hasSize(1);
      generator.generate(requests, sink, listener);
    }
    assertThat(sink.attempts()).isEqualTo(4);
    assertThat(sink.keys().stream().map(KeySetGeneratorTest::request))
        .containsExactlyElementsOf(requests);
    assertThat(progress)
        .containsExactly(
            "relinearisation 1/3", "relinearisation 1/3", "galois 5 2/3", "galois 25 3/3");
  }

  @Test
  void impossibleRequestsAreRefusedBeforeAnyKeyIsMade() {
    TestScheme scheme = new TestScheme(SmallKeySets.tiny(), 1);
    KeyRequest good = new KeyRequest(RELINEARISATION, 2);
    CollectingSink sink = new CollectingSink();
    try (KeySetGenerator generator = generator(scheme)) {
      for (KeyRequest bad :
          List.of(
              new KeyRequest(new KeyId.Galois(65), 0),
              new KeyRequest(new KeyId.Galois(5), 3),
              new KeyRequest(new KeyId.Galois(5), -1))) {
        assertThatThrownBy(
                () -> generator.generate(List.of(good, bad), sink, KeyGenerationListener.silent()))
            .isInstanceOf(IllegalArgumentException.class);
      }
    }
    assertThat(sink.attempts()).isZero();
  }

  @Test
  void keysUnderAnEphemeralSecretThatIsNotSecureAreRefusedBeforeAnyKeyIsMade() {
    TestScheme scheme = new TestScheme(Presets.n13(), 1);
    KeyRequest into = new KeyRequest(new KeyId.Encapsulation(Direction.INTO), 0);
    CollectingSink sink = new CollectingSink();
    try (KeySetGenerator generator = generator(scheme)) {
      List<KeyRequest> requests = List.of(new KeyRequest(RELINEARISATION, 0), into);
      assertThatThrownBy(() -> generator.generate(requests, sink, KeyGenerationListener.silent()))
          .isInstanceOf(ParameterException.class)
          .hasMessageContaining("ephemeral secret at N = 2^13");
      assertThatThrownBy(() -> generator.inMemory(new KeyUse(into.id(), into.level())))
          .isInstanceOf(ParameterException.class);
    }
    assertThat(sink.attempts()).isZero();
  }

  static List<Parameters> parameters() {
    return TestParameters.table().toList();
  }

  /**
   * The error of every digit is one integer polynomial for all primes, with standard deviation 3.2.
   * The sample deviation of n samples is off by more than 6 / sqrt(2 n) of it less than once in
   * 10^8 times.
   */
  @ParameterizedTest
  @MethodSource("parameters")
  void keysObeyTheirEquationWithErrorsOfTheStatedDeviation(Parameters parameters)
      throws IOException {
    TestScheme scheme = new TestScheme(parameters, 5);
    int level = parameters.maxLevel();
    KeyId rotation = new KeyId.Galois(GaloisElements.rotation(-3, parameters.degree()));
    List<SeededKey> keys =
        generate(
            scheme, new KeyRequest(RELINEARISATION, level), new KeyRequest(rotation, level - 1));
    for (SeededKey key : keys) {
      double squares = 0;
      int samples = 0;
      for (int digit = 0; digit < parameters.digits(key.level()); digit++) {
        long[] error = KeyErrors.of(scheme, key.key(), digit);
        for (long e : error) {
          assertThat(Math.abs(e)).isLessThan((long) (12 * Parameters.SIGMA));
          squares += (double) e * e;
        }
        samples += error.length;
      }
      assertThat(Math.sqrt(squares / samples) / Parameters.SIGMA)
          .as("%s under %s", key.id(), parameters)
          .isCloseTo(1, within(6 / Math.sqrt(2.0 * samples)));
    }
  }

  @Test
  void generatedKeysEvaluateWithEitherFormOfTheirUniformHalfBitForBit() throws IOException {
    Parameters parameters = TestParameters.pairs();
    TestScheme scheme = new TestScheme(parameters, 6);
    int level = parameters.maxLevel();
    KeyId id = new KeyId.Galois(GaloisElements.rotation(1, parameters.degree()));
    SeededKey seeded = generate(scheme, new KeyRequest(id, level)).getFirst();
    EvaluationKey lean = seeded.key();
    EvaluationKey resident = resident(scheme, seeded);

    ComplexVector message = scheme.randomComplex(parameters.slots());
    Ciphertext x = scheme.encrypt(message, level);
    Ciphertext byLean = rotate(scheme, x, lean);
    Ciphertext byResident = rotate(scheme, x, resident);
    assertThat(byLean.component(0).limbs().all())
        .isDeepEqualTo(byResident.component(0).limbs().all());
    assertThat(byLean.component(1).limbs().all())
        .isDeepEqualTo(byResident.component(1).limbs().all());
    // A wrong key would give noise of the size of Q; the scheme's own is far below 2^-10 of the
    // slots.
    assertThat(scheme.decrypt(byLean).real(0)).isCloseTo(message.real(1), within(0x1p-10));
  }

  private static EvaluationKey resident(TestScheme scheme, SeededKey seeded) {
    Parameters parameters = scheme.parameters();
    int[] primes = parameters.keyPrimeIndices(seeded.level()).toArray();
    long[][][] b = new long[parameters.digits(seeded.level())][primes.length][];
    for (int digit = 0; digit < b.length; digit++) {
      for (int i = 0; i < primes.length; i++) {
        b[digit][i] = seeded.key().b(digit, primes[i]);
      }
    }
    SeededHalf a = new SeededHalf(parameters, seeded.keySet(), seeded.id(), seeded.seed());
    return new EvaluationKey(
        seeded.id(), seeded.level(), parameters, b, a.materialise(seeded.level(), scheme.engine()));
  }

  private static Ciphertext rotate(TestScheme scheme, Ciphertext x, EvaluationKey key) {
    return new Evaluator(scheme.context(), scheme.engine(), new ResidentKeys(List.of(key)))
        .rotate(x, 1);
  }
}
