package org.rotunda.ckks.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rotunda.ckks.evaluation.KeyId;
import org.rotunda.ckks.evaluation.KeyUse;
import org.rotunda.ckks.linear.BabyStepGiantStep;
import org.rotunda.ckks.linear.DiagonalMatrix;
import org.rotunda.ckks.linear.LinearTransform;
import org.rotunda.ckks.linear.SlotSums;
import org.rotunda.ckks.ring.GaloisElements;

/**
 * OpenFHE 1.5 groups stages and splits rotations by a rule of its own. With its grouping and its
 * split, our factors and transforms use the very rotations for which it generates keys. Those were
 * printed by OpenFHE: {@code bench/peers/openfhe/rotations.cpp}.
 */
class OpenFheSplitTest {
  private static final int SETTINGS = 9;

  /** A line of what was printed. */
  record Keys(
      int logDegree, int logSlots, int encodingBudget, int decodingBudget, List<Integer> amounts) {
    static Keys parse(String line) {
      List<Integer> numbers = Arrays.stream(line.split(" ")).map(Integer::valueOf).toList();
      return new Keys(
          numbers.get(0),
          numbers.get(1),
          numbers.get(2),
          numbers.get(3),
          numbers.subList(4, numbers.size()));
    }

    int slots() {
      return 1 << logSlots;
    }

    int degree() {
      return 1 << logDegree;
    }

    /** The Galois keys of the amounts. */
    Set<KeyId> ids() {
      return amounts.stream()
          .map(amount -> new KeyId.Galois(GaloisElements.rotation(amount, degree())))
          .collect(Collectors.toSet());
    }

    @Override
    public String toString() {
      return "N = 2^%d, 2^%d slots, {%d,%d}"
          .formatted(logDegree, logSlots, encodingBudget, decodingBudget);
    }
  }

  /** How a factor of some stages, whose diagonals have a distance, is split. */
  private record Split(int logDistance, int stages) {
    private int reach() {
      return (1 << stages) - 1;
    }

    private int giantStep() {
      int diagonals = 2 * reach() + 1;
      return 1 << (stages / 2 + 1 + (diagonals > 7 ? 1 : 0) + logDistance);
    }

    /** Baby steps begin at the outermost diagonal before the main one. */
    BabyStepGiantStep of(DiagonalMatrix factor) {
      int slots = factor.slots();
      int first = reach() << logDistance;
      List<Integer> fromFirst =
          factor.diagonals().keySet().stream()
              .map(diagonal -> Math.floorMod(diagonal + first, slots))
              .toList();
      BabyStepGiantStep split = BabyStepGiantStep.of(fromFirst, giantStep());
      List<Integer> babySteps =
          split.babySteps().stream().map(baby -> Math.floorMod(baby - first, slots)).toList();
      return new BabyStepGiantStep(split.n1(), babySteps, split.giantSteps());
    }
  }

  /** Stages of the whole groups and of the remainder. */
  private static List<Integer> stages(int logSlots, int budget) {
    int layers = Math.ceilDiv(logSlots, budget);
    int rows = logSlots / layers;
    if (rows + (logSlots % layers > 0 ? 1 : 0) < budget) {
      layers--;
      rows = logSlots / layers;
      while (rows + (logSlots > rows * layers ? 1 : 0) > budget) {
        rows--;
      }
    }
    List<Integer> stages = new ArrayList<>(Collections.nCopies(rows, layers));
    if (logSlots > rows * layers) {
      stages.add(logSlots - rows * layers);
    }
    return stages;
  }

  static List<Keys> keys() {
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(
                    OpenFheSplitTest.class.getResourceAsStream("openfhe-rotations.txt")),
                StandardCharsets.UTF_8))) {
      return in.lines().map(Keys::parse).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<Keys> collapsed() {
    return keys().stream().filter(keys -> keys.encodingBudget() > 1).toList();
  }

  @ParameterizedTest
  @MethodSource("collapsed")
  void theFactorsDiagonalsTakeTheRotationsOfItsKeys(Keys keys) {
    List<KeyUse> uses = new ArrayList<>();
    List<Integer> encoding = stages(keys.logSlots(), keys.encodingBudget());
    List<DiagonalMatrix> factors = EmbeddingFactors.interpolation(keys.logSlots(), encoding);
    assertThat(factors).hasSize(keys.encodingBudget());
    int left = keys.logSlots();
    for (int i = 0; i < factors.size(); i++) {
      left -= encoding.get(i);
      Split split = new Split(left, encoding.get(i));
      uses.addAll(keyUses(keys, split.of(factors.get(i))));
    }
    List<Integer> decoding = stages(keys.logSlots(), keys.decodingBudget());
    factors = EmbeddingFactors.evaluation(keys.logSlots(), decoding);
    assertThat(factors).hasSize(keys.decodingBudget());
    int done = 0;
    for (int i = 0; i < factors.size(); i++) {
      Split split = new Split(done, decoding.get(i));
      uses.addAll(keyUses(keys, split.of(factors.get(i))));
      done += decoding.get(i);
    }
    assertThat(ids(uses)).isEqualTo(keys.ids());
  }

  private static List<KeyUse> keyUses(Keys keys, BabyStepGiantStep split) {
    return LinearTransform.keyUses(split, keys.slots(), keys.degree(), 0);
  }

  private static Set<KeyId> ids(List<KeyUse> uses) {
    return uses.stream().map(KeyUse::id).collect(Collectors.toSet());
  }

  /** With a level each, its 32 slots' whole matrices have baby steps below 16; then the trace. */
  @Test
  void wholeMatricesAndTheTraceTakeTheRotationsOfItsKeys() {
    assertThat(keys()).hasSize(SETTINGS);
    assertThat(collapsed()).hasSize(SETTINGS - 1);
    for (Keys keys : keys()) {
      if (keys.encodingBudget() == 1 && keys.decodingBudget() == 1) {
        List<DiagonalMatrix> factors =
            new ArrayList<>(EmbeddingFactors.interpolation(keys.logSlots(), 1));
        factors.addAll(EmbeddingFactors.evaluation(keys.logSlots(), 1));
        List<KeyUse> uses = new ArrayList<>();
        for (DiagonalMatrix factor : factors) {
          uses.addAll(keyUses(keys, BabyStepGiantStep.of(factor.diagonals().keySet(), 16)));
        }
        int slots = keys.degree() / 2;
        uses.addAll(SlotSums.keyUses(keys.slots(), slots / keys.slots(), slots, keys.degree(), 0));
        assertThat(ids(uses)).isEqualTo(keys.ids());
      }
    }
  }
}
