package org.rotunda.compiler.pass;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rotunda.ckks.encoding.ComplexVector;
import org.rotunda.compiler.program.Op;
import org.rotunda.compiler.program.Program;
import org.rotunda.compiler.program.SlotMatrix;
import org.rotunda.compiler.program.WeightTensor;
import org.rotunda.compiler.program.Weights;
import org.rotunda.compiler.program.clear.ClearBackend;
import org.rotunda.compiler.program.text.ProgramText;

class RotatedSumsTest {
  private static final int SLOTS = 16;

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 300);
  }

  private static Program parse(String statements) {
    Weights weights =
        Weights.of(
            "w.json",
            List.of(
                new WeightTensor("p", List.of(SLOTS), "weight", numbers(1)),
                new WeightTensor("q", List.of(SLOTS), "weight", numbers(2))));
    String text =
        "program p; slots %d; weights \"w.json\"; input x: tensor[%d]; input z: tensor[%d]; %s"
            .formatted(SLOTS, SLOTS, SLOTS, statements);
    return ProgramText.parse(text, _ -> weights);
  }

  private static double[] numbers(int factor) {
    double[] numbers = new double[SLOTS];
    for (int i = 0; i < SLOTS; i++) {
      numbers[i] = factor * (i + 1);
    }
    return numbers;
  }

  private static Program recognised(Program program) {
    return RotatedSums.replace(program, RotatedSums.of(program));
  }

  private static List<List<Integer>> transforms(Program program) {
    return program.ops().stream()
        .filter(Op.LinearTransform.class::isInstance)
        .map(op -> ((Op.LinearTransform) op).matrix().indices())
        .toList();
  }

  private static long count(Program program, Class<? extends Op> kind) {
    return program.ops().stream().filter(kind::isInstance).count();
  }

  /**
   * Either way sums up some hundred products of numbers of magnitude below 2^10 in another order.
   */
  private static void assertSame(Program program, Program other, long seed) {
    Map<String, List<ComplexVector>> inputs = RandomComputations.inputs(program, seed);
    Map<String, List<ComplexVector>> expected =
        new ClearBackend(program).runPacked(inputs, (_, _) -> {});
    Map<String, List<ComplexVector>> found =
        new ClearBackend(other).runPacked(inputs, (_, _) -> {});
    assertThat(found.keySet()).isEqualTo(expected.keySet());
    expected.forEach(
        (name, vectors) -> {
          ComplexVector one = vectors.getFirst();
          ComplexVector two = found.getOrDefault(name, List.of()).getFirst();
          double largest = 1;
          for (int i = 0; i < one.size(); i++) {
            largest = Math.max(largest, Math.hypot(one.real(i), one.imaginary(i)));
          }
          for (int i = 0; i < one.size(); i++) {
            assertThat(two.real(i))
                .as("seed %d, %s[%d]", seed, name, i)
                .isCloseTo(one.real(i), within(0x1p-40 * largest));
            assertThat(two.imaginary(i))
                .as("seed %d, %s[%d]", seed, name, i)
                .isCloseTo(one.imaginary(i), within(0x1p-40 * largest));
          }
        });
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aProgramWithTransformsComputesTheSameAndConsumesNoMoreLevels(long seed) {
    Program program = RandomSums.of(seed, 1 << (2 + seed % 5), 4 + (int) (seed % 24));

    Program recognised = recognised(program);

    assertSame(program, recognised, seed);
    assertThat(LevelsAndScales.depth(recognised))
        .as("seed %d", seed)
        .isLessThanOrEqualTo(LevelsAndScales.depth(program));
    assertThat(ProgramText.parse(recognised.toText(), _ -> recognised.weights()))
        .isEqualTo(recognised);
  }

  @Test
  void manyRandomSumsHaveTransforms() {
    long found =
        seeds()
            .mapToObj(seed -> RandomSums.of(seed, 16, 4 + (int) (seed % 24)))
            .filter(program -> !RotatedSums.of(program).isEmpty())
            .count();

    assertThat(found).isGreaterThan(200);
  }

  @Test
  void productsOfRotationsAndRotationsOfProductsAndRotationsAloneAreDiagonalsOfOneMatrix() {
    Program program =
        parse(
            """
            output y: p * x - rotate(x, -1) * q + rotate(p * x, 18) - rotate(x, 5);
            """);

    Program recognised = recognised(program);

    assertThat(transforms(recognised)).containsExactly(List.of(0, 2, 5, 15));
    assertThat(count(recognised, Op.Rotate.class)).isZero();
    assertThat(count(recognised, Op.MultiplyPlain.class)).isZero();
    assertThat(LevelsAndScales.depth(recognised)).isEqualTo(1);
    assertSame(program, recognised, 1);
  }

  @Test
  void babyAndGiantStepsThatAreWrittenOutBecomeOneTransform() {
    Program program =
        parse(
            """
            one = rotate(x, 1);
            two = rotate(x, 2);
            three = rotate(one, 2);
            y = p * x + q * one + p * two + p * three;
            for i in 1..3 {
              y = y + rotate(q * x + p * one + p * two + q * rotate(one, 2), 4 * i);
            }
            output z: y;
            """);

    // The rotation by 1 is used by rotations and sums.
    assertThat(transforms(recognised(program)))
        .containsExactly(List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15));
    assertThat(count(recognised(program), Op.Rotate.class)).isZero();
    assertSame(program, recognised(program), 2);
  }

  @Test
  void aFactorOfTheWholeSumGoesIntoTheDiagonalsAndSavesItsLevel() {
    Program program = parse("output y: 0.5 * (rotate(x, 1) * p - rotate(x, 3) * q);");

    Program recognised = recognised(program);

    assertThat(LevelsAndScales.depth(program)).isEqualTo(2);
    assertThat(LevelsAndScales.depth(recognised)).isEqualTo(1);
    assertSame(program, recognised, 3);
  }

  @Test
  void aSumOverTwoValuesHasATransformForEachAndOthersStayAsTheyAre() {
    Program program =
        parse(
            """
            y = x * z + rotate(z, 3);
            for i in 0..3 { y = y + p * rotate(x, i) - q * rotate(z, 2 * i); }
            output w: y;
            """);

    Program recognised = recognised(program);

    assertThat(transforms(recognised))
        .containsExactlyInAnyOrder(List.of(0, 1, 2, 3), List.of(0, 2, 3, 4, 6));
    assertThat(count(recognised, Op.Add.class)).isEqualTo(2);
    assertSame(program, recognised, 4);
  }

  @Test
  void aMaskAfterASumIsNotPartOfIt() {
    Program program = parse("output y: q * (rotate(x, 1) * p + rotate(x, 2) * q);");

    Program recognised = recognised(program);

    assertThat(transforms(recognised)).containsExactly(List.of(1, 2));
    assertThat(count(recognised, Op.MultiplyPlain.class)).isEqualTo(1);
    assertThat(LevelsAndScales.depth(recognised)).isEqualTo(2);
    assertSame(program, recognised, 5);
  }

  @Test
  void sumsOfRotationsAloneStayBecauseATransformWouldConsumeALevel() {
    Program program = parse("output y: x + rotate(x, 1) - rotate(x, 2) + rotate(x, 3);");

    assertThat(RotatedSums.of(program)).isEmpty();
    assertThat(RotatedSums.of(parse("output y: inner_sum(x, 1, 8);"))).isEmpty();
  }

  @Test
  void whatIsUsedElsewhereIsNotPartOfASum() {
    Program program =
        parse(
            """
            a = rotate(x, 1) * p;
            b = rotate(x, 2);
            output y: a + b * q + rotate(x, 3) * p;
            output z1: a * a;
            output z2: b;
            """);

    Program recognised = recognised(program);

    // Of x there is the rotation by 3 only, of the rotation by 2 its product.
    assertThat(transforms(recognised)).isEmpty();
    assertThat(recognised).isEqualTo(program);
  }

  @Test
  void productsWithComplexNumbersEndSums() {
    Program program =
        parse("output y: rotate(x, 1) * p + rotate(x, 2) * q + complex(0, 1) * rotate(x, 3);");

    Program recognised = recognised(program);

    assertThat(transforms(recognised)).containsExactly(List.of(1, 2));
    assertSame(program, recognised, 6);
  }

  @Test
  void theDiagonalsAreKeptForOnePeriodOfTheVectors() {
    Program program =
        parse("output y: rotate(x, 1) * 2 + rotate(x, 7) * complex(3, 0) - 4 * rotate(x, 2);");
    Op.LinearTransform transform =
        (Op.LinearTransform)
            recognised(program).ops().stream()
                .filter(Op.LinearTransform.class::isInstance)
                .findFirst()
                .orElseThrow();
    SlotMatrix matrix = transform.matrix();

    assertThat(matrix.period(program.weights())).isEqualTo(1);
    assertThat(matrix.diagonals(program.weights(), SLOTS).diagonal(2)).containsOnly(-4);
    assertSame(program, recognised(program), 7);
  }
}
