package org.rotunda.bench.crosscheck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.rotunda.ckks.encoding.ComplexVector;
import org.rotunda.ckks.evaluation.Ciphertext;
import org.rotunda.ckks.evaluation.Evaluator;
import org.rotunda.ckks.linear.BabyStepGiantStep;
import org.rotunda.ckks.linear.DiagonalMatrix;
import org.rotunda.ckks.linear.LinearTransform;
import org.rotunda.ckks.linear.LinearTransformEvaluator;
import org.rotunda.ckks.noise.Noise;
import org.rotunda.ckks.noise.NoiseModel;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.ckks.params.Security;
import org.rotunda.ckks.polynomial.ChebyshevInterpolation;
import org.rotunda.ckks.polynomial.ChebyshevSeries;
import org.rotunda.ckks.polynomial.Interval;
import org.rotunda.ckks.polynomial.PatersonStockmeyerPlan;
import org.rotunda.ckks.polynomial.PolynomialEvaluator;
import org.rotunda.ckks.testing.TestScheme;
import org.rotunda.keys.openfhe.OpenFheParameters;
import org.rotunda.keys.openfhe.OpenFheSettings;
import org.rotunda.keys.openfhe.ScalingTechnique;
import org.rotunda.keys.openfhe.SecretDistributionCode;

/**
 * Deeper circuits by value: what they decrypt to here and in OpenFHE 1.5.1, which ran
 * bench/peers/openfhe/circuits.cpp on the same inputs with keys of its own.
 */
class DeepCircuitsTest {
  private static final int SLOTS = 1 << 10;
  private static final int DIAGONALS = 8;

  /** What OpenFHE printed of one circuit. */
  private record Printed(OpenFheSettings settings, double logError, ComplexVector slots) {}

  private static Printed printed(String name) throws IOException {
    try (InputStream in =
        Optional.ofNullable(DeepCircuitsTest.class.getResourceAsStream("circuits.txt"))
            .orElseThrow()) {
      List<String> lines =
          new String(in.readAllBytes(), StandardCharsets.US_ASCII).lines().toList();
      int at =
          IntStream.range(0, lines.size())
              .filter(i -> lines.get(i).startsWith(name + " "))
              .findFirst()
              .orElseThrow();
      String[] head = lines.get(at).split(" ", -1);
      return new Printed(
          new OpenFheSettings(
              Integer.parseInt(head[1]),
              Integer.parseInt(head[2]),
              Integer.parseInt(head[3]),
              Integer.parseInt(head[4]),
              Integer.parseInt(head[5]),
              ScalingTechnique.FLEXIBLEAUTO,
              SecretDistributionCode.UNIFORM_TERNARY),
          Double.parseDouble(head[6]),
          ComplexVector.ofReal(
              Arrays.stream(lines.get(at + 1).strip().split(" ", -1))
                  .mapToDouble(Double::parseDouble)
                  .toArray()));
    }
  }

  private static TestScheme scheme(Printed printed) {
    return new TestScheme(
        OpenFheParameters.of(printed.settings(), Security.INSECURE_FOR_TESTING), 7);
  }

  private static ComplexVector slots(IntToDoubleFunction value) {
    return ComplexVector.ofReal(IntStream.range(0, SLOTS).mapToDouble(value).toArray());
  }

  private static ComplexVector x() {
    return slots(i -> 0.25 + i / (2.0 * SLOTS));
  }

  /** Values near 1, so that errors are neither suppressed nor blown up on the way. */
  private static ComplexVector increasing() {
    return slots(i -> 0.75 + i / (2.0 * SLOTS));
  }

  private static ComplexVector decreasing() {
    return slots(i -> 1.25 - i / (2.0 * SLOTS));
  }

  private static Ciphertext encrypt(TestScheme scheme, ComplexVector values) {
    return scheme.encrypt(values, scheme.parameters().maxLevel());
  }

  private static double rootMeanSquare(IntToDoubleFunction value) {
    return Math.sqrt(
        IntStream.range(0, SLOTS).mapToDouble(value).map(v -> v * v).average().orElseThrow());
  }

  /**
   * Our estimate of the root mean square of the errors of real parts, from the {@link NoiseModel}:
   * errors of different origin, each multiplied by the derivative of the result by what it is in.
   */
  private static final class Estimate {
    private final NoiseModel model;
    private final Parameters parameters;
    private double meanSquare;

    Estimate(TestScheme scheme) {
      parameters = scheme.parameters();
      model = new NoiseModel(parameters);
    }

    private Estimate add(Noise noise, double derivative) {
      double deviation = noise.slotDeviation(parameters.scale(), SLOTS) * derivative;
      meanSquare += deviation * deviation;
      return this;
    }

    /** The error of a fresh encryption, in what the result has a derivative by. */
    Estimate fresh(IntToDoubleFunction derivative) {
      return add(model.freshPublic(), rootMeanSquare(derivative));
    }

    /** The errors of a key switch and the rescaling after it. */
    Estimate rounding(IntToDoubleFunction derivative) {
      int level = parameters.maxLevel();
      return add(model.rescale(model.keySwitch(level), level), rootMeanSquare(derivative));
    }

    /** The error of rescaling a product with a constant. */
    Estimate adjustment(IntToDoubleFunction derivative) {
      return add(model.rescale(Noise.NONE, parameters.maxLevel()), rootMeanSquare(derivative));
    }

    /** Complex errors are half in real parts. */
    double ofRealParts() {
      return Math.sqrt(meanSquare / 2);
    }
  }

  /**
   * Our error is what the noise model says, and the difference what both estimates together do.
   * OpenFHE's is rounded to a power of two, hence the factor of two. It is that of a slot after it
   * has added noise of twice the error's variance; the real part of error and added noise together
   * has three quarters of the estimate's variance.
   */
  private static void expectClose(
      Printed theirs,
      ComplexVector ours,
      IntToDoubleFunction clear,
      double estimateHere,
      TestReporter reporter) {
    double nominal = Math.scalb(1.0, theirs.settings().scaleBits());
    double estimateThere = Math.pow(2, theirs.logError()) / nominal * Math.sqrt(0.75);
    double errorHere = rootMeanSquare(i -> ours.real(i) - clear.applyAsDouble(i));
    double errorThere = rootMeanSquare(i -> theirs.slots().real(i) - clear.applyAsDouble(i));
    double difference = rootMeanSquare(i -> ours.real(i) - theirs.slots().real(i));
    reporter.publishEntry(
        "root mean squares",
        "difference %.2e; error here %.2e, estimated %.2e; error in OpenFHE %.2e, estimated %.2e"
            .formatted(difference, errorHere, estimateHere, errorThere, estimateThere));

    assertThat(errorHere).as("error here").isBetween(0.7 * estimateHere, 1.4 * estimateHere);
    double expected = Math.hypot(estimateHere, estimateThere);
    assertThat(difference)
        .as("estimated errors: %s here, %s in OpenFHE", estimateHere, estimateThere)
        .isBetween(expected / 2, 2 * expected);
  }

  /** The same message at a lower level and at a given scale, by a product with one. */
  private static Ciphertext adjusted(Evaluator evaluator, Ciphertext x, int level, double scale) {
    if (x.level() == level) {
      return x;
    }
    Ciphertext above = evaluator.dropToLevel(x, level + 1);
    double constantScale = scale * evaluator.context().parameters().prime(level + 1) / x.scale();
    return evaluator.rescale(evaluator.multiplyConstant(above, 1, 0, constantScale));
  }

  private static Ciphertext product(Evaluator evaluator, Ciphertext x, Ciphertext y) {
    int level = Math.min(x.level(), y.level());
    double scale = x.level() == level ? x.scale() : y.scale();
    return evaluator.rescale(
        evaluator.relinearise(
            evaluator.multiply(
                adjusted(evaluator, x, level, scale), adjusted(evaluator, y, level, scale))));
  }

  /**
   * With a = x y, b = a x, c = b a, d = c b and e = d + x the result is e^2 y. Every product rounds
   * and so does every adjustment of an operand.
   */
  private static Estimate estimateOfProducts(TestScheme scheme) {
    double[] x = increasing().real();
    double[] y = decreasing().real();
    double[] a = IntStream.range(0, SLOTS).mapToDouble(i -> x[i] * y[i]).toArray();
    double[] b = IntStream.range(0, SLOTS).mapToDouble(i -> a[i] * x[i]).toArray();
    double[] c = IntStream.range(0, SLOTS).mapToDouble(i -> b[i] * a[i]).toArray();
    double[] e = IntStream.range(0, SLOTS).mapToDouble(i -> c[i] * b[i] + x[i]).toArray();
    IntToDoubleFunction byD = i -> 2 * e[i] * y[i];
    return new Estimate(scheme)
        .fresh(i -> byD.applyAsDouble(i) * (5 * c[i] * a[i] + 1))
        .fresh(i -> byD.applyAsDouble(i) * 3 * c[i] * x[i] * x[i] + e[i] * e[i])
        .rounding(i -> byD.applyAsDouble(i) * 3 * b[i] * b[i])
        .adjustment(i -> byD.applyAsDouble(i) * 2 * a[i] * b[i] * a[i])
        .rounding(i -> byD.applyAsDouble(i) * 2 * a[i] * b[i])
        .adjustment(i -> byD.applyAsDouble(i) * b[i] * b[i])
        .rounding(i -> byD.applyAsDouble(i) * b[i])
        .adjustment(i -> byD.applyAsDouble(i) * c[i])
        .rounding(byD)
        .adjustment(byD)
        .rounding(i -> y[i])
        .adjustment(i -> e[i] * e[i])
        .rounding(i -> 1);
  }

  @Test
  void sixProductsOfAdjustedOperandsAgree(TestReporter reporter) throws IOException {
    Printed theirs = printed("adjustments");
    TestScheme scheme = scheme(theirs);
    Evaluator evaluator = scheme.evaluator();
    Ciphertext x = encrypt(scheme, increasing());
    Ciphertext y = encrypt(scheme, decreasing());

    Ciphertext a = product(evaluator, x, y);
    Ciphertext b = product(evaluator, a, x);
    Ciphertext c = product(evaluator, b, a);
    Ciphertext d = product(evaluator, c, b);
    Ciphertext e = evaluator.add(d, adjusted(evaluator, x, d.level(), d.scale()));
    Ciphertext f = product(evaluator, e, e);
    Ciphertext result = product(evaluator, f, y);

    assertThat(result.level()).isZero();
    expectClose(
        theirs,
        scheme.decrypt(result),
        i -> {
          double first = increasing().real(i);
          double second = decreasing().real(i);
          double inner = Math.pow(first, 5) * Math.pow(second, 3) + first;
          return inner * inner * second;
        },
        estimateOfProducts(scheme).ofRealParts(),
        reporter);
  }

  @Test
  void chebyshevSeriesOfTheSigmoidAgree(TestReporter reporter) throws IOException {
    Printed theirs = printed("sigmoid");
    TestScheme scheme = scheme(theirs);
    ChebyshevSeries series =
        ChebyshevInterpolation.interpolate(t -> 1 / (1 + Math.exp(-t)), Interval.symmetric(4), 27);
    IntToDoubleFunction argument = i -> 8.0 * i / SLOTS - 4;
    IntToDoubleFunction sigmoid = i -> 1 / (1 + Math.exp(-argument.applyAsDouble(i)));
    IntToDoubleFunction derivative = i -> sigmoid.applyAsDouble(i) * (1 - sigmoid.applyAsDouble(i));

    Ciphertext result =
        new PolynomialEvaluator(scheme.evaluator())
            .apply(PatersonStockmeyerPlan.of(series), encrypt(scheme, slots(argument)));

    expectClose(
        theirs,
        scheme.decrypt(result),
        i -> series.evaluate(argument.applyAsDouble(i)),
        new Estimate(scheme)
            .fresh(derivative)
            .rounding(i -> 4 * derivative.applyAsDouble(i))
            .rounding(i -> 1)
            .ofRealParts(),
        reporter);
  }

  /**
   * The errors of fresh slots and of the baby steps' switches, each times the diagonals' entries.
   */
  private static Estimate estimateOfTransform(
      TestScheme scheme, DiagonalMatrix matrix, BabyStepGiantStep split) {
    NoiseModel model = new NoiseModel(scheme.parameters());
    Noise inner = model.innerProduct(scheme.parameters().maxLevel());
    Estimate estimate = new Estimate(scheme).rounding(i -> 1);
    matrix
        .diagonals()
        .forEach(
            (k, diagonal) ->
                estimate.add(
                    split.babyStep(k) == 0 ? model.freshPublic() : model.freshPublic().plus(inner),
                    rootMeanSquare(diagonal::real)));
    return estimate;
  }

  @Test
  void linearTransformsAgree(TestReporter reporter) throws IOException {
    Printed theirs = printed("linear");
    TestScheme scheme = scheme(theirs);
    Evaluator evaluator = scheme.evaluator();
    Map<Integer, ComplexVector> diagonals = new TreeMap<>();
    for (int k = 0; k < DIAGONALS; k++) {
      int diagonal = k;
      diagonals.put(k, slots(i -> 1.0 / (1 + diagonal + i % 5)));
    }
    DiagonalMatrix matrix = new DiagonalMatrix(SLOTS, diagonals);
    int level = scheme.parameters().maxLevel();
    double scale = scheme.parameters().prime(level);
    BabyStepGiantStep split = BabyStepGiantStep.of(matrix.diagonals().keySet(), 4);

    try (LinearTransform transform =
        LinearTransform.encode(matrix, split, level, scale, scheme.context(), scheme.encoder())) {
      Ciphertext result =
          evaluator.rescale(
              new LinearTransformEvaluator(evaluator).apply(transform, encrypt(scheme, x())));

      ComplexVector clear = matrix.multiply(x());
      expectClose(
          theirs,
          scheme.decrypt(result),
          clear::real,
          estimateOfTransform(scheme, matrix, split).ofRealParts(),
          reporter);
    }
  }
}
