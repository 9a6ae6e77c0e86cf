package org.rotunda.bench.workload;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.rotunda.compiler.program.ProgramBuilder;
import org.rotunda.compiler.program.Tensor;
import org.rotunda.compiler.program.WeightSlice;
import org.rotunda.compiler.program.WeightTensor;
import org.rotunda.compiler.program.Weights;

/**
 * An encrypted vector times four dense 512 x 512 matrices, one after the other: y = A4 A3 A2 A1 x.
 * Every product uses the same rotations, each one level lower than the one before.
 */
final class MatrixChain {

  static final int SIZE = 512;
  static final int LENGTH = 4;

  private static final int SLOTS = 8192;
  private static final int PRECISION_BITS = 20;

  // Entries of deviation SIZE^(-1/2) keep the norm, so elements stay near those of the input.
  private static final double DEVIATION = 1 / Math.sqrt(SIZE);
  private static final int MAGNITUDE_BITS = 3;
  private static final long SEED = 1;

  private MatrixChain() {}

  static Workload of(int inputs) {
    SplittableRandom random = new SplittableRandom(SEED);
    double[] entries = new double[LENGTH * SIZE * SIZE];
    for (int i = 0; i < entries.length; i++) {
      entries[i] = DEVIATION * random.nextGaussian();
    }
    Weights weights =
        Weights.of(
            "manifest.json",
            List.of(new WeightTensor("a", List.of(LENGTH, SIZE, SIZE), "weight", entries)));
    ProgramBuilder p = ProgramBuilder.of("matrices", SLOTS, weights);
    Tensor x = p.input("x", SIZE);
    for (int k = 0; k < LENGTH; k++) {
      x = p.linear(x, new WeightSlice("a", List.of(k)));
    }
    p.output("y", x);
    List<double[]> vectors = new ArrayList<>();
    for (int i = 0; i < inputs; i++) {
      vectors.add(random.doubles(SIZE, -1, 1).toArray());
    }
    return new Workload(
        "matrices",
        "a vector times four dense 512 x 512 matrices, one after the other",
        p.build(),
        PRECISION_BITS,
        MAGNITUDE_BITS,
        vectors);
  }
}
