package org.rotunda.ckks.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rotunda.ckks.linear.DiagonalMatrix;

/**
 * OpenFHE 1.5 groups stages and splits rotations by a rule of its own. With its grouping the
 * factors' diagonals are sums of its baby and giant steps, and its rotations are as many as its key
 * sets had.
 */
class OpenFheSplitTest {
  /** A factor: log2 of the distance of its diagonals, and how many stages it has. */
  private record Group(int logDistance, int stages) {
    int distance() {
      return 1 << logDistance;
    }

    int diagonals() {
      return (2 << stages) - 1;
    }

    int babySteps() {
      return 1 << (stages / 2 + 1 + (diagonals() > 7 ? 1 : 0));
    }

    int giantSteps() {
      return (diagonals() + 1) / babySteps();
    }

    Set<Integer> babies(int modulus) {
      int first = 1 - (diagonals() + 1) / 2;
      return multiples(IntStream.range(first, first + babySteps()), modulus);
    }

    Set<Integer> giants(int modulus) {
      return multiples(IntStream.range(0, giantSteps()).map(i -> i * babySteps()), modulus);
    }

    private Set<Integer> multiples(IntStream factors, int modulus) {
      Set<Integer> amounts = new TreeSet<>();
      factors.forEach(factor -> amounts.add(Math.floorMod(factor * distance(), modulus)));
      return amounts;
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
      while (rows + (logSlots > rows * layers ? 1 : 0) < budget) {
        rows--;
      }
    }
    List<Integer> stages = new ArrayList<>(Collections.nCopies(rows, layers));
    if (logSlots > rows * layers) {
      stages.add(logSlots - rows * layers);
    }
    return stages;
  }

  /** In the order of application, the remainder last: at distance 1 when encoding. */
  private static List<Group> encoding(int logSlots, int budget) {
    List<Group> groups = new ArrayList<>();
    int left = logSlots;
    for (int stages : stages(logSlots, budget)) {
      left -= stages;
      groups.add(new Group(left, stages));
    }
    return groups;
  }

  private static List<Group> decoding(int logSlots, int budget) {
    List<Group> groups = new ArrayList<>();
    int done = 0;
    for (int stages : stages(logSlots, budget)) {
      groups.add(new Group(done, stages));
      done += stages;
    }
    return groups;
  }

  @ParameterizedTest
  @CsvSource({
    "12, 11, 3, 3, 53",
    "12, 11, 4, 4, 37",
    "16, 15, 2, 2, 170",
    "16, 15, 3, 3, 53",
    "16, 15, 4, 3, 93",
    "16, 15, 4, 4, 77",
    "16, 15, 5, 4, 63",
    "17, 16, 4, 4, 62"
  })
  void rotationsAreAsManyAsTheKeysOfTheOther(
      int logDegree, int logSlots, int encodingBudget, int decodingBudget, int expected) {
    int half = 1 << (logDegree - 1);
    int slots = 1 << logSlots;
    Set<Integer> rotations = new TreeSet<>();
    for (Group group : encoding(logSlots, encodingBudget)) {
      rotations.addAll(group.babies(slots));
      rotations.addAll(group.giants(half));
    }
    for (Group group : decoding(logSlots, decodingBudget)) {
      rotations.addAll(group.babies(half));
      rotations.addAll(group.giants(half));
    }
    rotations.add(slots);
    rotations.removeAll(Set.of(0, half));
    assertThat(rotations).hasSize(expected);
  }

  @ParameterizedTest
  @CsvSource({"11, 3, 3", "11, 4, 4", "15, 3, 3", "15, 4, 4", "15, 5, 4"})
  void diagonalsAreSumsOfItsBabyAndGiantSteps(
      int logSlots, int encodingBudget, int decodingBudget) {
    int slots = 1 << logSlots;
    assertCovered(
        EmbeddingFactors.interpolation(logSlots, stages(logSlots, encodingBudget)),
        encoding(logSlots, encodingBudget),
        slots);
    assertCovered(
        EmbeddingFactors.evaluation(logSlots, stages(logSlots, decodingBudget)),
        decoding(logSlots, decodingBudget),
        slots);
  }

  private static void assertCovered(List<DiagonalMatrix> factors, List<Group> groups, int slots) {
    assertThat(factors).hasSameSizeAs(groups);
    for (int i = 0; i < factors.size(); i++) {
      Set<Integer> sums = new TreeSet<>();
      for (int baby : groups.get(i).babies(slots)) {
        for (int giant : groups.get(i).giants(slots)) {
          sums.add((baby + giant) % slots);
        }
      }
      assertThat(sums).as("factor %d", i).containsAll(factors.get(i).diagonals().keySet());
    }
  }
}
