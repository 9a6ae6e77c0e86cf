package org.rotunda.ckks.bootstrap;

import java.util.List;
import org.rotunda.ckks.bootstrap.BootstrapParameters.RaisingSecret;
import org.rotunda.ckks.encoding.ComplexVector;
import org.rotunda.ckks.linear.DiagonalMatrix;
import org.rotunda.ckks.noise.Noise;
import org.rotunda.ckks.noise.NoiseModel;
import org.rotunda.ckks.params.Parameters;

/**
 * Predicts the error of a bootstrap from its plan and a typical message. Errors of different origin
 * are taken as independent and white; they pass the linear stages by the mean square of the
 * matrices' entries, and EvalMod by its derivative, 2 pi at the messages.
 *
 * <p>Two of them are the same at every bootstrap of a message: what the sine does to it, and the
 * rounding of SlotsToCoeffs' diagonals, d + e for each diagonal d with a fixed e of variance 1/12 a
 * coefficient. That of CoeffsToSlots' diagonals multiplies mostly the multiples of q_0, which are
 * others each time.
 */
public final class BootstrapErrorModel {
  private static final double ROUNDING = 1.0 / 12;

  /**
   * The mean of so many slots has a tail exp(-sqrt(2 x 4) x) for a deviation of 1, still heavier
   * than a normal one at 6 deviations: exp(-17) against 2^-28.9.
   */
  private static final int FEW = 4;

  /** Few enough stages a factor for the embedding to be quick in the clear. */
  private static final int FACTORS = 5;

  private final BootstrapPlan plan;
  private final Parameters parameters;
  private final BootstrapParameters bootstrap;
  private final NoiseModel model;
  private final double weight;

  /** A model of a plan. */
  public BootstrapErrorModel(BootstrapPlan plan) {
    this.plan = plan;
    this.parameters = plan.parameters();
    this.bootstrap = plan.bootstrap();
    this.model = new NoiseModel(parameters);
    this.weight = parameters.secret().expectedWeight(parameters.degree());
  }

  /**
   * The error of a bootstrapped message.
   *
   * @param argument of the ciphertext given
   * @param scale of the ciphertext given
   * @param message one as large and as distributed as those to come
   */
  public BootstrapError predict(Noise argument, double scale, ComplexVector message) {
    FactorNoise slotsToCoeffs = slotsToCoeffs(scale, meanSquare(message));
    ReductionNoise reduction = reductionNoise();
    return new BootstrapError(
        argument.slotDeviation(scale, bootstrap.slots())
            * (plan.dropsImaginaryParts() ? Math.sqrt(0.5) : 1),
        ofCoefficients(Math.sqrt(raisingVariance()) / q0()),
        ofCoefficients(plan.cosine().halfWidth() * coeffsToSlots()),
        ofCoefficients(reduction.rounding() / (2 * Math.PI)),
        ofCoefficients(reduction.approximation() / (2 * Math.PI)),
        nonlinearity(message),
        messageError(slotsToCoeffs.random()),
        messageError(slotsToCoeffs.ofDiagonals()));
  }

  /**
   * What a bootstrap without noise makes of a message: the sine, or what the arcsine leaves of it,
   * in the place of the identity, and no imaginary parts if they are dropped.
   */
  public ComplexVector reduced(ComplexVector message) {
    ComplexVector errors = nonlinearErrors(message);
    double[] re = message.real();
    double[] im = message.imaginary();
    for (int i = 0; i < re.length; i++) {
      re[i] += errors.real(i);
      im[i] = plan.dropsImaginaryParts() ? 0 : im[i] + errors.imaginary(i);
    }
    return ComplexVector.of(re, im);
  }

  private double q0() {
    return parameters.prime(0);
  }

  private double ratio() {
    return Math.scalb(1.0, bootstrap.logMessageRatio());
  }

  /** Variance of the rounding of a rescale, a coefficient. */
  private double rescaling() {
    return ROUNDING * (1 + weight);
  }

  /** The slots' error of one rescale in EvalMod, at scale 1. */
  private double roundingDeviation() {
    return Math.sqrt(2.0 * plan.packing().slots(bootstrap.slots()) * rescaling());
  }

  /** The message's error from one of the reduced coefficients, in units of q_0. */
  private double ofCoefficients(double deviation) {
    double terms =
        switch (bootstrap.order()) {
          case MODULUS_RAISING_FIRST -> 2.0 * bootstrap.slots();
          case SLOTS_TO_COEFFS_FIRST -> plan.reductions();
        };
    return Math.sqrt(terms) * deviation * ratio();
  }

  /** A coefficient's variance after ModRaise, the switches and the trace, at scale q_0. */
  private double raisingVariance() {
    double atTop = model.keySwitch(parameters.maxLevel()).variance();
    double variance = 0;
    if (bootstrap.raisedUnder() == RaisingSecret.EPHEMERAL) {
      double quotient = q0() / parameters.prime(parameters.maxLevel() + 1);
      variance =
          parameters.degree() * Parameters.SIGMA * Parameters.SIGMA * quotient * quotient * ROUNDING
              + ROUNDING * (1 + plan.overflow().weight())
              + model.modDown().variance();
    }
    // See SubringTrace.
    return variance + atTop * (1 - 1.0 / ((double) plan.gap() * plan.gap())) / 3;
  }

  /** The error of t / H before EvalMod. */
  private double coeffsToSlots() {
    int slots = plan.packing().slots(bootstrap.slots());
    double scale = q0() * plan.gap();
    double signal =
        scale * scale * 2 * bootstrap.slots() * ROUNDING * (plan.overflow().weight() + 1);
    double unscaled = 2.0 * bootstrap.slots() * plan.cosine().halfWidth();
    double variance =
        factors(
                CoeffsToSlots.matrices(plan.packing(), bootstrap),
                plan.coeffsToSlotsLevel(),
                plan.evalModScale() / (unscaled * scale),
                signal)
            .variance();
    double both = 2 * variance + model.keySwitch(plan.evalModLevel()).variance();
    return Math.sqrt(2.0 * slots * both) / plan.evalModScale();
  }

  /**
   * What the factors of a transform add to a coefficient, as variances.
   *
   * @param random rescales, and key switches of what the factors multiply
   * @param ofDiagonals the rounding of the encoded diagonals, which the signal multiplies
   */
  private record FactorNoise(double random, double ofDiagonals) {
    double variance() {
      return random + ofDiagonals;
    }
  }

  private FactorNoise factors(
      List<DiagonalMatrix> matrices, int level, double gain, double signal) {
    double random = 0;
    double ofDiagonals = 0;
    double power = signal;
    double share = Math.pow(gain, 1.0 / matrices.size());
    for (int i = 0; i < matrices.size(); i++) {
      double entries = 0;
      double roundings = 0;
      for (ComplexVector diagonal : matrices.get(i).diagonals().values()) {
        entries += meanSquare(diagonal);
        roundings += ROUNDING * diagonal.size() / parameters.slots();
      }
      double prime = parameters.prime(level - i);
      double growth = entries * share * share;
      random = (random + model.innerProduct(level - i).variance()) * growth + rescaling();
      ofDiagonals = ofDiagonals * growth + power * roundings / (prime * prime);
      power *= growth;
    }
    return new FactorNoise(random, ofDiagonals);
  }

  /** A coefficient's error after SlotsToCoeffs, its rotation of repacked halves included. */
  private FactorNoise slotsToCoeffs(double scale, double meanSquare) {
    List<DiagonalMatrix> matrices = SlotsToCoeffs.matrices(plan.packing(), bootstrap);
    return switch (bootstrap.order()) {
      case SLOTS_TO_COEFFS_FIRST ->
          factors(
              matrices,
              plan.slotsToCoeffsLevel(),
              SlotsToCoeffs.gain(plan),
              scale * scale * meanSquare);
      case MODULUS_RAISING_FIRST -> {
        double sine = 2 * Math.PI * plan.evalModScale() / ratio();
        boolean repacked = plan.packing() == Packing.REPACKED;
        double signal = sine * sine * meanSquare / ((repacked ? 2.0 : 1.0) * bootstrap.slots());
        FactorNoise noise =
            factors(matrices, plan.slotsToCoeffsLevel(), SlotsToCoeffs.gain(plan), signal);
        // Adding the rotation doubles the coefficients of the smaller subring.
        yield repacked
            ? new FactorNoise(
                4 * noise.random() + model.keySwitch(plan.outputLevel()).variance(),
                4 * noise.ofDiagonals())
            : noise;
      }
    };
  }

  /** The message's error from a coefficient's variance after SlotsToCoeffs. */
  private double messageError(double variance) {
    return switch (bootstrap.order()) {
      case SLOTS_TO_COEFFS_FIRST -> ofCoefficients(Math.sqrt(variance) / q0());
      case MODULUS_RAISING_FIRST ->
          new Noise(variance).slotDeviation(plan.outputScale(), bootstrap.slots());
    };
  }

  /**
   * The errors of the real parts of bootstrapped slots.
   *
   * @param argument of the ciphertext given
   * @param scale of the ciphertext given
   * @param message the one that is bootstrapped
   */
  public PredictedErrors predictReal(Noise argument, double scale, ComplexVector message) {
    BootstrapError error = predict(argument, scale, message);
    double part = plan.dropsImaginaryParts() ? 1 : Math.sqrt(0.5);
    return new PredictedErrors(
        nonlinearErrors(message).real(),
        switch (bootstrap.order()) {
          // Every slot is the sum of the errors of all coefficients.
          case MODULUS_RAISING_FIRST -> List.of(new Deviation(1, part * error.random()));
          case SLOTS_TO_COEFFS_FIRST -> {
            double others = Math.sqrt(square(error.random()) - square(error.modularReduction()));
            // Rescaling's noise is complex, also in the slots of one real ciphertext.
            double factor = Math.sqrt(0.5) * ofCoefficients(1) / (2 * Math.PI);
            yield reductionNoise().roundings().stream()
                .map(deviation -> deviation.scaledAndAdded(factor, part * others))
                .toList();
          }
        },
        distribution());
  }

  /**
   * How the random errors of slots are distributed: with SlotsToCoeffs first EvalMod's rounding
   * errors stay in the slots that they arise in, otherwise each slot has a share of all.
   */
  ErrorDistribution distribution() {
    return switch (bootstrap.order()) {
      case MODULUS_RAISING_FIRST -> ErrorDistribution.NORMAL;
      case SLOTS_TO_COEFFS_FIRST -> ofRoundings();
    };
  }

  /**
   * How errors of rescales are distributed over slots. A slot of a sparse packing is the mean of as
   * many slots of the ring as the gap.
   */
  ErrorDistribution ofRoundings() {
    return plan.gap() <= FEW ? ErrorDistribution.LAPLACE : ErrorDistribution.NORMAL;
  }

  private static double square(double x) {
    return x * x;
  }

  private ReductionNoise reductionNoise() {
    return ReductionNoise.of(plan, roundingDeviation());
  }

  private double nonlinearity(ComplexVector message) {
    return Math.sqrt(meanSquare(nonlinearErrors(message)));
  }

  /** The slots' errors of the reduction, without rounding, on the coefficients or slots. */
  ComplexVector nonlinearErrors(ComplexVector message) {
    return switch (bootstrap.order()) {
      case MODULUS_RAISING_FIRST -> embedded(nonlinear(coefficients(message), true));
      case SLOTS_TO_COEFFS_FIRST -> nonlinear(message, !plan.dropsImaginaryParts());
    };
  }

  private ComplexVector nonlinear(ComplexVector reduced, boolean imaginary) {
    double[] re = new double[reduced.size()];
    double[] im = new double[reduced.size()];
    for (int i = 0; i < reduced.size(); i++) {
      re[i] = nonlinearity(reduced.real(i));
      im[i] = imaginary ? nonlinearity(reduced.imaginary(i)) : 0;
    }
    return ComplexVector.of(re, im);
  }

  private double nonlinearity(double coefficient) {
    double angle = 2 * Math.PI * coefficient / ratio();
    double sine = Math.sin(angle);
    double undone =
        plan.reduction().arcsine().map(arcsine -> arcsine.series().evaluate(sine)).orElse(sine);
    return (undone - angle) * ratio() / (2 * Math.PI);
  }

  private ComplexVector coefficients(ComplexVector message) {
    int slots = message.size();
    ComplexVector product = message;
    for (DiagonalMatrix factor :
        EmbeddingFactors.interpolation(Integer.numberOfTrailingZeros(slots), FACTORS)) {
      product = factor.multiply(product);
    }
    double[] re = product.real();
    double[] im = product.imaginary();
    for (int i = 0; i < slots; i++) {
      re[i] /= slots;
      im[i] /= slots;
    }
    return ComplexVector.of(re, im);
  }

  private static ComplexVector embedded(ComplexVector coefficients) {
    ComplexVector product = coefficients;
    for (DiagonalMatrix factor :
        EmbeddingFactors.evaluation(Integer.numberOfTrailingZeros(coefficients.size()), FACTORS)) {
      product = factor.multiply(product);
    }
    return product;
  }

  private static double meanSquare(ComplexVector x) {
    double sum = 0;
    for (int i = 0; i < x.size(); i++) {
      sum += x.real(i) * x.real(i) + x.imaginary(i) * x.imaginary(i);
    }
    return sum / x.size();
  }
}
