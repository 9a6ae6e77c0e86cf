package org.rotunda.ckks.bootstrap;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.rotunda.ckks.bootstrap.BootstrapParameters.Content;
import org.rotunda.ckks.encoding.ComplexVector;
import org.rotunda.ckks.noise.Noise;
import org.rotunda.ckks.noise.NoiseModel;
import org.rotunda.ckks.params.Parameters;

/**
 * Predicts the error of an {@link IteratedBootstrapper}: that of the last pass on what the passes
 * before left, which is as good as normally distributed, made smaller again, and of a rescale for
 * every pass but the first and one at the end.
 */
final class IteratedErrorModel {
  private static final long SEED = 1;

  private final BootstrapPlan plan;
  private final int passes;
  private final int bits;

  IteratedErrorModel(BootstrapPlan plan, int passes, int bits) {
    this.plan = plan;
    this.passes = passes;
    this.bits = bits;
  }

  /** As {@link IteratedPlan#predictReal}. */
  PredictedErrors predictReal(Noise argument, double scale, ComplexVector message) {
    BootstrapErrorModel model = new BootstrapErrorModel(plan);
    ComplexVector enlarged = message;
    double error = model.predict(Noise.NONE, scale, message).total();
    for (int pass = 1; pass < passes; pass++) {
      enlarged = normal(message.size(), Math.scalb(error, bits));
      error = model.predict(Noise.NONE, scale, enlarged).total();
    }
    double left = Math.scalb(error, -bits * (passes - 1));
    Parameters parameters = plan.parameters();
    Noise rescales =
        new NoiseModel(parameters).rescale(Noise.NONE, plan.outputLevel()).times(Math.sqrt(passes));
    double around = argument.plus(rescales).slotDeviation(scale, message.size());
    return new PredictedErrors(
        new double[message.size()],
        List.of(new Deviation(1, Math.hypot(left, around) * Math.sqrt(0.5))),
        model.distribution());
  }

  /** Slots with a root mean square. */
  private ComplexVector normal(int slots, double deviation) {
    SplittableRandom random = new SplittableRandom(SEED);
    double part =
        switch (plan.bootstrap().content()) {
          case REAL -> deviation;
          case COMPLEX -> deviation * Math.sqrt(0.5);
        };
    double[] re = new double[slots];
    double[] im = new double[slots];
    Arrays.setAll(re, _ -> part * random.nextGaussian());
    if (plan.bootstrap().content() == Content.COMPLEX) {
      Arrays.setAll(im, _ -> part * random.nextGaussian());
    }
    return ComplexVector.of(re, im);
  }
}
