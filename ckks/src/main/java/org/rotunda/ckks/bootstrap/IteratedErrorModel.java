package org.rotunda.ckks.bootstrap;

import java.util.List;
import java.util.SplittableRandom;
import org.rotunda.ckks.encoding.ComplexVector;
import org.rotunda.ckks.noise.Noise;
import org.rotunda.ckks.noise.NoiseModel;

/**
 * Predicts the error of an {@link IteratedBootstrapper}: that of the last pass on what the passes
 * before left, made smaller again, and of the rescales that put passes together. What a pass leaves
 * is what the sine does to its message, coefficient by coefficient, and normally distributed noise.
 */
final class IteratedErrorModel {
  private static final long SEED = 1;

  private final BootstrapPlan plan;
  private final BootstrapErrorModel model;
  private final int passes;
  private final int bits;

  IteratedErrorModel(BootstrapPlan plan, int passes, int bits) {
    this.plan = plan;
    this.model = new BootstrapErrorModel(plan);
    this.passes = passes;
    this.bits = bits;
  }

  /** As {@link IteratedPlan#predictReal}. */
  PredictedErrors predictReal(Noise argument, double scale, ComplexVector message) {
    SplittableRandom random = new SplittableRandom(SEED);
    ComplexVector given = message;
    for (int pass = 1; pass < passes; pass++) {
      double deviation = deviation(scale, given);
      given = enlarged(withNoise(model.nonlinearErrors(given), deviation, random));
    }
    double left = shrunk(deviation(scale, given));
    Noise rescales =
        new NoiseModel(plan.parameters())
            .rescale(Noise.NONE, plan.outputLevel())
            .times(Math.sqrt(rescales(scale)));
    double around = Math.sqrt(0.5) * argument.plus(rescales).slotDeviation(scale, message.size());
    double[] systematic = model.nonlinearErrors(given).real();
    for (int i = 0; i < systematic.length; i++) {
      systematic[i] = shrunk(systematic[i]);
    }
    // Which of the two is larger decides about the tail.
    return new PredictedErrors(
        systematic,
        List.of(new Deviation(1, Math.hypot(left, around))),
        around > left ? model.ofRoundings() : model.distribution());
  }

  /** As {@link IteratedPlan#reduced}. */
  ComplexVector reduced(ComplexVector message) {
    ComplexVector errors = model.nonlinearErrors(message);
    for (int pass = 1; pass < passes; pass++) {
      errors = model.nonlinearErrors(enlarged(errors));
    }
    double[] re = message.real();
    double[] im = message.imaginary();
    for (int i = 0; i < re.length; i++) {
      re[i] += shrunk(errors.real(i));
      im[i] = plan.dropsImaginaryParts() ? 0 : im[i] + shrunk(errors.imaginary(i));
    }
    return ComplexVector.of(re, im);
  }

  /**
   * One a pass, but if the argument has the scale of a pass's result, what the first pass left is
   * multiplied by a prime that the rescale takes away, without rounding.
   */
  private int rescales(double scale) {
    return passes - (scale == plan.outputScale() ? 1 : 0);
  }

  /** Of the noise of one pass in the real part of a slot, or in the imaginary one. */
  private double deviation(double scale, ComplexVector given) {
    return model.predictReal(Noise.NONE, scale, given).randomDeviation();
  }

  /** What an error of the last pass is in the result. */
  private double shrunk(double error) {
    return Math.scalb(error, -bits * (passes - 1));
  }

  /** What corrects errors, as the next pass is given it. */
  private ComplexVector enlarged(ComplexVector errors) {
    double[] re = errors.real();
    double[] im = errors.imaginary();
    for (int i = 0; i < re.length; i++) {
      re[i] = -Math.scalb(re[i], bits);
      im[i] = -Math.scalb(im[i], bits);
    }
    return ComplexVector.of(re, im);
  }

  private ComplexVector withNoise(ComplexVector errors, double deviation, SplittableRandom random) {
    double[] re = errors.real();
    double[] im = errors.imaginary();
    for (int i = 0; i < re.length; i++) {
      re[i] += deviation * random.nextGaussian();
      im[i] += plan.dropsImaginaryParts() ? 0 : deviation * random.nextGaussian();
    }
    return ComplexVector.of(re, im);
  }
}
