package org.rotunda.compiler.program.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rotunda.compiler.program.Op;
import org.rotunda.compiler.program.Plain;
import org.rotunda.compiler.program.Program;
import org.rotunda.compiler.program.ProgramBuilder;
import org.rotunda.compiler.program.RandomPrograms;
import org.rotunda.compiler.program.Tensor;
import org.rotunda.compiler.program.TensorLayout;
import org.rotunda.compiler.program.TestTensors;
import org.rotunda.compiler.program.WeightFiles;
import org.rotunda.compiler.program.WeightSlice;
import org.rotunda.compiler.program.Weights;
import org.rotunda.compiler.program.Window;
import org.rotunda.compiler.program.clear.ClearBackend;

class ProgramTextTest {

  private static final SplittableRandom RANDOM_OF_WEIGHTS = new SplittableRandom(1);

  private static final Weights WEIGHTS =
      Weights.of(
          "w.json",
          List.of(
              TestTensors.weight(RANDOM_OF_WEIGHTS, "w", 8),
              TestTensors.weight(RANDOM_OF_WEIGHTS, "rows", 8, 8),
              TestTensors.weight(RANDOM_OF_WEIGHTS, "kernel", 2, 1, 3, 3),
              TestTensors.weight(RANDOM_OF_WEIGHTS, "bias", 2)));

  static long[] seeds() {
    return LongStream.rangeClosed(1, 300).toArray();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void everyProgramReadsBackFromItsText(long seed) {
    Program program = RandomPrograms.of(seed, 30);

    Program read = ProgramText.parse(program.toText(), manifest -> program.weights());

    assertThat(read).as("seed %d", seed).isEqualTo(program);
    assertThat(read.toText()).as("seed %d", seed).isEqualTo(program.toText());
  }

  @Test
  void theTextFormAndTheBuilderMakeOneProgram() {
    Program text =
        parse(
            """
            input image: tensor[1, 6, 6];
            h = square(convolution(image, kernel, bias, stride = 2, padding = 1));
            h = average_pool(h, 2, stride = 1) - 0.5;
            h = polynomial(h, [1, -0.25, 3e-1], lower = -2, upper = 8);
            output image: pack(h);
            v = rotate(sum(h) * 2, -3) / 4 + 1;
            output total: -v - v * complex(0, 1);
            """);
    ProgramBuilder p = ProgramBuilder.of("p", 64, WEIGHTS);
    Tensor h = p.convolution(p.input("image", 1, 6, 6), p.weight("kernel"), p.weight("bias"), 2, 1);
    h = p.add(p.averagePool(p.square(h), new Window(2, 2, 1, 0)), -0.5);
    h = p.polynomial(h, Series.of(List.of(1.0, -0.25, 0.3), -2, 8));
    p.output("image", p.relayout(h, TensorLayout.packed(h.layout().shape(), p.slots())));
    Tensor v = p.add(p.multiply(p.rotate(p.multiply(p.sum(h), 2), -3), 0.25), 1);
    Tensor minus = p.negate(v);
    p.output("total", p.subtract(minus, p.multiply(v, new Plain.Scalar(0, 1))));

    assertThat(text).isEqualTo(p.build());
  }

  @Test
  void loopsAreExpandedWithBothBoundsIncluded() {
    Program looped =
        parse(
            """
            input x: tensor[8];
            k = 1;
            y = x * rows[0];
            for i in 1..7 {
              y = y + rotate(x, k * i) * rows[i];
              for j in 2 * i - 1 .. 2 * i step 2 { y = y + j; }
            }
            output y: y;
            """);
    ProgramBuilder p = ProgramBuilder.of("p", 64, WEIGHTS);
    Tensor x = p.input("x", 8);
    Tensor y = p.multiply(x, WeightSlice.of("rows").at(0));
    for (int i = 1; i <= 7; i++) {
      y = p.add(y, p.multiply(p.rotate(x, i), WeightSlice.of("rows").at(i)));
      y = p.add(y, 2 * i - 1);
    }
    p.output("y", y);

    assertThat(looped).isEqualTo(p.build());
  }

  @Test
  void aLoopWithoutRoundsLeavesNothing() {
    Program program = parse("input x: tensor[8]; for i in 1..0 { x = x * x; } output y: x;");

    assertThat(program.ops()).hasSize(2);
  }

  @Test
  void weightsAreSubtractedFromEitherSide() {
    Program program =
        parse("input x: tensor[8]; output left: x - w; output right: w - x; output one: 1 - x;");
    double[] w = WEIGHTS.get("w").values();
    double[] x = {1, 2, 3, 4, 5, 6, 7, 8};

    Map<String, double[]> y = new ClearBackend(program).run(Map.of("x", x));

    double[] difference = new double[8];
    Arrays.setAll(difference, i -> x[i] - w[i]);
    assertThat(y.get("left")).usingComparatorWithPrecision(0.0).containsExactly(difference);
    assertThat(y.get("right"))
        .containsExactly(DoubleStream.of(difference).map(d -> 0 - d).toArray());
    assertThat(y.get("one")).containsExactly(0, -1, -2, -3, -4, -5, -6, -7);
  }

  @Test
  void arithmeticOnNumbersFollowsTheUsualPrecedence() {
    Program program = parse("input x: tensor[8]; output y: rotate(x, 2 + 3 * (4 - 2) / 2 - -1);");

    assertThat(program.ops().get(1)).isInstanceOf(Op.Rotate.class);
    assertThat(((Op.Rotate) program.ops().get(1)).amount()).isEqualTo(6);
  }

  @Test
  void transformsTakeStoredDiagonals() {
    Program program =
        parse("input x: tensor[8]; output y: transform(x, rows, [0, 1, 2, 3, 4, 5, 6, 63]);");

    assertThat(program.toText())
        .contains("%1 = transform(%0, diagonals(rows, [0, 1, 2, 3, 4, 5, 6, 63]));");
  }

  @Test
  void longSumsTakeNoStack() {
    String sum = "x" + " + x".repeat(100_000);

    assertThat(parse("input x: tensor[8]; output y: " + sum + ";").ops()).hasSize(100_002);
  }

  @Test
  void commentsAndBlanksSeparateWords() {
    assertThat(
            ProgramText.parse(
                "# a comment\nprogram p;# another\r\n\tslots 8;", manifest -> Weights.none()))
        .isEqualTo(ProgramBuilder.of("p", 8).build());
  }

  @Test
  void programsAreReadWithTheirWeightsBesideThem(@TempDir Path folder) throws IOException {
    WeightFiles.write(folder, WEIGHTS);
    Path file = folder.resolve("p.rotunda");
    Files.writeString(
        file,
        "program p; slots 8; weights \"w.json\"; input x: tensor[8]; output y: linear(x, rows);");

    Program program = ProgramText.read(file);

    assertThat(program.weights()).isEqualTo(WEIGHTS);
    assertThat(program.outputs()).hasSize(1);
  }

  @Test
  void aTextThatIsNotUtf8IsRefused(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("p.rotunda");
    Files.write(file, new byte[] {'p', (byte) 0xff});

    assertThatThrownBy(() -> ProgramText.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("UTF-8");
  }

  private static Program parse(String body) {
    return ProgramText.parse(
        "program p;\nslots 64;\nweights \"w.json\";\n" + body, manifest -> WEIGHTS);
  }
}
