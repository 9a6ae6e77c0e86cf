package org.rotunda.compiler.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rotunda.ckks.encoding.ComplexVector;
import org.rotunda.ckks.evaluation.Ciphertext;
import org.rotunda.ckks.evaluation.EvaluationKeys;
import org.rotunda.ckks.evaluation.KeyUnavailableException;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.ckks.polynomial.ChebyshevSeries;
import org.rotunda.ckks.polynomial.Interval;
import org.rotunda.ckks.testing.Limbs;
import org.rotunda.ckks.testing.RecordingKeys;
import org.rotunda.ckks.testing.SlotErrors;
import org.rotunda.compiler.pass.KeyTrace;
import org.rotunda.compiler.pass.RandomComputations;
import org.rotunda.compiler.pass.SmallParameters;
import org.rotunda.compiler.program.Op;
import org.rotunda.compiler.program.Plain;
import org.rotunda.compiler.program.Program;
import org.rotunda.compiler.program.SsaBuilder;
import org.rotunda.compiler.program.TensorLayout;
import org.rotunda.compiler.program.Value;
import org.rotunda.compiler.program.Weights;

class EncryptedBackendTest {
  private static final int SLOTS = 64;
  private static final TensorLayout WHOLE = TensorLayout.packed(List.of(SLOTS), SLOTS);
  private static final TensorLayout TWO_PARTS = TensorLayout.packed(List.of(2 * SLOTS), SLOTS);

  private final Parameters parameters = SmallParameters.levels(4);
  private final SsaBuilder source = new SsaBuilder("p", SLOTS, Weights.of("w.json", List.of()));

  private EncryptedProgram squares() {
    Value first = source.input("x", TWO_PARTS, 0);
    Value second = source.input("x", TWO_PARTS, 1);
    Value scaled = source.multiplyPlain(source.input("z", WHOLE, 0), new Plain.Scalar(0.5));
    Value sum = source.add(source.multiply(first, first), source.multiply(second, second));
    source.output(source.rotate(source.add(sum, scaled), 5), "y", WHOLE, 0);
    return new EncryptedProgram(source.build(), parameters, 1);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void runUsesTheKeysOfTheTraceInOrderAndGivesBackEveryLimb(long seed) {
    Parameters shape = SmallParameters.of(10 + (int) (seed % 2), 5);
    int slots = seed % 3 == 0 ? shape.slots() : SLOTS;
    Program program = RandomComputations.of(seed, slots, 20, 5);
    EncryptedProgram encrypted = new EncryptedProgram(program, shape, seed);
    RecordingKeys keys = new RecordingKeys(encrypted.scheme().keys());
    var inputs = RandomComputations.inputs(program, seed);

    var outputs =
        encrypted.backend().run(encrypted.encrypt(inputs), keys, ExecutionListener.none());

    assertThat(keys.uses())
        .as("seed %d", seed)
        .isEqualTo(KeyTrace.of(encrypted.program(), encrypted.splits(), shape).keyUses());
    assertThat(keys.openLeases()).isZero();
    long bytes = 0;
    for (List<Ciphertext> parts : outputs.values()) {
      bytes += parts.stream().mapToLong(Ciphertext::bytes).sum();
    }
    assertThat(encrypted.limbs().usedBytes()).as("seed %d", seed).isEqualTo(bytes);
    EncryptedProgram.close(outputs);
    assertThat(encrypted.limbs().usedBytes()).as("seed %d", seed).isZero();
  }

  @Test
  void inputsStayOpenAndOutputsAreNamed() {
    EncryptedProgram encrypted = squares();
    var clear = RandomComputations.inputs(encrypted.program(), 3);
    var inputs = encrypted.encrypt(clear);
    EncryptedBackend backend = encrypted.backend();

    var once = backend.run(inputs, encrypted.scheme().keys(), ExecutionListener.none());
    var again = backend.run(inputs, encrypted.scheme().keys(), ExecutionListener.none());

    assertThat(once).containsOnlyKeys("y");
    assertThat(Limbs.of(once.getOrDefault("y", List.of()).getFirst()))
        .isDeepEqualTo(Limbs.of(again.getOrDefault("y", List.of()).getFirst()));
  }

  @Test
  void listenerHearsOfEveryOperationInOrder() {
    EncryptedProgram encrypted = squares();
    List<Op> heard = new ArrayList<>();
    List<Integer> done = new ArrayList<>();

    encrypted
        .backend()
        .run(
            encrypted.encrypt(RandomComputations.inputs(encrypted.program(), 3)),
            encrypted.scheme().keys(),
            (op, count, all) -> {
              heard.add(op);
              done.add(count);
              assertThat(all).isEqualTo(encrypted.program().ops().size());
            });

    assertThat(heard).isEqualTo(encrypted.program().ops());
    assertThat(done).isSorted().startsWith(1).endsWith(heard.size());
  }

  @Test
  void missingAndUnknownInputsAreRefusedByName() {
    EncryptedProgram encrypted = squares();
    var inputs = encrypted.encrypt(RandomComputations.inputs(encrypted.program(), 3));
    Map<String, List<Ciphertext>> missing = new HashMap<>(inputs);
    missing.remove("z");
    Map<String, List<Ciphertext>> unknown = new HashMap<>(inputs);
    unknown.put("w", List.of());

    assertRefused(encrypted, missing, "has the inputs [x, z], but [x] were given");
    assertRefused(encrypted, unknown, "has the inputs [x, z], but [w, x, z] were given");
  }

  @Test
  void inputsWithTooFewPartsAreRefused() {
    EncryptedProgram encrypted = squares();
    Map<String, List<Ciphertext>> inputs =
        new HashMap<>(encrypted.encrypt(RandomComputations.inputs(encrypted.program(), 3)));
    inputs.computeIfPresent("x", (_, parts) -> parts.subList(0, 1));

    assertRefused(encrypted, inputs, "Input x has 2 ciphertexts, but 1 were given");
  }

  @Test
  void inputsOfAnotherTypeAreRefusedWithBothTypes() {
    EncryptedProgram encrypted = squares();
    var inputs = encrypted.encrypt(RandomComputations.inputs(encrypted.program(), 3));
    ComplexVector clear = encrypted.scheme().randomReal(SLOTS);
    ComplexVector wide = encrypted.scheme().randomReal(2 * SLOTS);
    Ciphertext right = inputs.getOrDefault("z", List.of()).getFirst();

    assertRefused(
        encrypted,
        with(inputs, encrypted.scheme().encrypt(clear, 4)),
        "Input z must be at level 1 ",
        "but is at level 4 ");
    assertRefused(
        encrypted,
        with(inputs, encrypted.scheme().encrypt(wide, 1)),
        "with 64 slots, but",
        "with 128 slots; encrypt it for this plan");
    assertRefused(
        encrypted,
        with(inputs, new Ciphertext(right.components(), 2 * right.scale(), SLOTS)),
        "and scale " + right.scale() + " with",
        "and scale " + 2 * right.scale() + " with");
  }

  @Test
  void inputsOfThreeComponentsAreRefused() {
    EncryptedProgram encrypted = squares();
    var inputs = encrypted.encrypt(RandomComputations.inputs(encrypted.program(), 3));
    Ciphertext right = inputs.getOrDefault("z", List.of()).getFirst();
    Ciphertext quadratic =
        new Ciphertext(
            List.of(right.component(0), right.component(1), right.component(1)),
            right.scale(),
            SLOTS);

    assertRefused(encrypted, with(inputs, quadratic), "Input z", "components");
  }

  @Test
  void inputsOfAnotherRingAreRefused() {
    EncryptedProgram encrypted = squares();
    var inputs = encrypted.encrypt(RandomComputations.inputs(encrypted.program(), 3));
    SsaBuilder other = new SsaBuilder("p", SLOTS, Weights.of("w.json", List.of()));
    Value z = other.input("z", WHOLE, 0);
    other.output(other.multiplyPlain(z, new Plain.Scalar(0.5)), "y", WHOLE, 0);
    EncryptedProgram foreign = new EncryptedProgram(other.build(), SmallParameters.of(11, 4), 1);
    Ciphertext z11 =
        foreign
            .encrypt(RandomComputations.inputs(foreign.program(), 1))
            .getOrDefault("z", List.of())
            .getFirst();
    Ciphertext right = inputs.getOrDefault("z", List.of()).getFirst();

    assertRefused(
        encrypted,
        with(inputs, new Ciphertext(z11.components(), right.scale(), SLOTS)),
        "Input z",
        "other parameters");
  }

  private static Map<String, List<Ciphertext>> with(
      Map<String, List<Ciphertext>> inputs, Ciphertext z) {
    Map<String, List<Ciphertext>> changed = new HashMap<>(inputs);
    changed.put("z", List.of(z));
    return changed;
  }

  private static void assertRefused(
      EncryptedProgram encrypted, Map<String, List<Ciphertext>> inputs, String... fragments) {
    assertThatThrownBy(
            () -> encrypted.backend().run(inputs, EvaluationKeys.none(), ExecutionListener.none()))
        .isInstanceOf(ExecutionException.class)
        .hasMessageContainingAll(fragments);
    assertThat(encrypted.limbs().usedBytes()).isZero();
  }

  @Test
  void missingKeyEndsTheRunAndGivesBackEveryLimb() {
    EncryptedProgram encrypted = squares();
    var inputs = encrypted.encrypt(RandomComputations.inputs(encrypted.program(), 3));

    assertThatThrownBy(
            () -> encrypted.backend().run(inputs, EvaluationKeys.none(), ExecutionListener.none()))
        .isInstanceOf(KeyUnavailableException.class);
    assertThat(encrypted.limbs().usedBytes()).isZero();
  }

  @Test
  void constantPolynomialOnAnyIntervalRuns() {
    Value x = source.input("x", WHOLE, 0);
    source.output(
        source.polynomial(x, ChebyshevSeries.of(new Interval(-2, 3), new double[] {0.75})),
        "y",
        WHOLE,
        0);
    EncryptedProgram encrypted = new EncryptedProgram(source.build(), parameters, 4);
    var inputs = RandomComputations.inputs(encrypted.program(), 4);

    var outputs =
        encrypted
            .backend()
            .run(encrypted.encrypt(inputs), encrypted.scheme().keys(), ExecutionListener.none());

    ComplexVector slots =
        encrypted.scheme().decrypt(outputs.getOrDefault("y", List.of()).getFirst());
    assertThat(
            SlotErrors.of(slots, encrypted.clear(inputs).getOrDefault("y", List.of()).getFirst())
                .largest())
        .as("a constant is rounded to the scale")
        .isLessThan(0x1p-38);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6})
  void longChainKeepsTheScalesOfItsTypes(int products) {
    Value power = source.input("x", WHOLE, 0);
    for (int i = 0; i < products; i++) {
      power = source.multiplyPlain(power, new Plain.Scalar(0.9));
    }
    for (int i = products; i < 20; i++) {
      power = source.multiply(power, power);
    }
    source.output(power, "y", WHOLE, 0);
    EncryptedProgram encrypted =
        new EncryptedProgram(source.build(), SmallParameters.levels(20), 5);
    var inputs = RandomComputations.inputs(encrypted.program(), 5);

    var outputs =
        encrypted
            .backend()
            .run(encrypted.encrypt(inputs), encrypted.scheme().keys(), ExecutionListener.none());

    assertThat(outputs).containsOnlyKeys("y");
  }

  @Test
  void threadsOnOneBackendGiveTheSameBits() throws Exception {
    Program program = RandomComputations.of(7, SLOTS, 20, 4);
    EncryptedProgram encrypted = new EncryptedProgram(program, parameters, 7);
    var inputs = encrypted.encrypt(RandomComputations.inputs(program, 7));
    try (KeptEncodings encodings = new KeptEncodings(encrypted.encoder());
        ExecutorService threads = Executors.newFixedThreadPool(2)) {
      EncryptedBackend backend = encrypted.backend(encodings);
      Callable<Map<String, List<Ciphertext>>> run =
          () -> backend.run(inputs, encrypted.scheme().keys(), ExecutionListener.none());
      List<Future<Map<String, List<Ciphertext>>>> runs = threads.invokeAll(List.of(run, run, run));
      List<List<long[][]>> results = new ArrayList<>();
      for (Future<Map<String, List<Ciphertext>>> done : runs) {
        results.add(done.get().values().stream().flatMap(List::stream).map(Limbs::of).toList());
        EncryptedProgram.close(done.get());
      }
      for (int i = 0; i < results.getFirst().size(); i++) {
        assertThat(results.get(1).get(i)).isDeepEqualTo(results.getFirst().get(i));
        assertThat(results.get(2).get(i)).isDeepEqualTo(results.getFirst().get(i));
      }
    }
    assertThat(encrypted.limbs().usedBytes()).as("kept encodings are given back too").isZero();
  }
}
