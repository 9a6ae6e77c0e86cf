package org.rotunda.ckks.bootstrap;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.rotunda.ckks.bootstrap.BootstrapParameters.Content;
import org.rotunda.ckks.bootstrap.BootstrapParameters.Order;
import org.rotunda.ckks.evaluation.KeyId;
import org.rotunda.ckks.evaluation.KeyUse;
import org.rotunda.ckks.params.ParameterException;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.ckks.params.SecretDistribution;
import org.rotunda.ckks.params.Security;

/**
 * What follows from {@link Parameters} and {@link BootstrapParameters}: levels and scales of the
 * stages, the bound of the multiples of q_0, the approximation of the reduction, and the key uses
 * in order. Needs no keys and encodes nothing.
 *
 * <p>From the top of the chain: CoeffsToSlots, EvalMod at the scale of its first prime (rounded to
 * a power of two), then SlotsToCoeffs, whose result has the {@link Parameters#scale}; with {@link
 * Order#SLOTS_TO_COEFFS_FIRST} that stage works on the levels above 0 instead.
 */
public final class BootstrapPlan {
  /** Below this, the rounding of double-precision constants is the larger error. */
  private static final double LEAST_SERIES_ERROR = 0x1p-46;

  /**
   * How far above the mean the weight of a uniform ternary secret is taken to be: exceeded with a
   * probability below 2^-140, which the probability of failure need not count.
   */
  private static final int WEIGHT_DEVIATIONS = 14;

  private final Parameters parameters;
  private final BootstrapParameters bootstrap;
  private final OverflowBound overflow;
  private final ModularReduction reduction;
  private final Map<BootstrapStage, List<BootstrapStep>> steps;

  private BootstrapPlan(
      Parameters parameters,
      BootstrapParameters bootstrap,
      OverflowBound overflow,
      ModularReduction reduction) {
    this.parameters = parameters;
    this.bootstrap = bootstrap;
    this.overflow = overflow;
    this.reduction = reduction;
    this.steps = BootstrapSteps.of(this);
  }

  /**
   * Derives the plan.
   *
   * @throws ParameterException if the chain is too short, the slots don't fit, or q_0 p_0 is too
   *     large for the ephemeral secret
   */
  public static BootstrapPlan of(Parameters parameters, BootstrapParameters bootstrap) {
    BootstrapChecks.require(parameters, bootstrap);
    OverflowBound overflow =
        OverflowBound.least(
            raisingWeight(parameters, bootstrap), 2 * bootstrap.slots(), bootstrap.log2Failure());
    int evalModLevel = parameters.maxLevel() - bootstrap.coeffsToSlotsLevels();
    BootstrapChecks.requireLevels(parameters, bootstrap.coeffsToSlotsLevels() + 1);
    double rounding =
        Math.sqrt(
                2.0
                    * bootstrap.slots()
                    * (1 + parameters.secret().expectedWeight(parameters.degree()))
                    / 12)
            / scaleOf(parameters.prime(evalModLevel));
    CosineApproximation cosine =
        CosineApproximation.of(overflow.bound(), Math.max(rounding / 4, LEAST_SERIES_ERROR));
    BootstrapPlan plan =
        new BootstrapPlan(
            parameters, bootstrap, overflow, ModularReduction.of(cosine, bootstrap.arcsine()));
    int consumed = parameters.maxLevel() - plan.outputLevel();
    BootstrapChecks.requireLevels(parameters, consumed + plan.inputLevel() + 1);
    return plan;
  }

  private static int raisingWeight(Parameters parameters, BootstrapParameters bootstrap) {
    return switch (bootstrap.raisedUnder()) {
      case EPHEMERAL -> Security.EPHEMERAL_WEIGHT;
      case MAIN ->
          switch (parameters.secret()) {
            case SecretDistribution.FixedWeight(int weight) -> weight;
            case SecretDistribution.UniformTernary _ ->
                (int)
                    Math.min(
                        parameters.degree(),
                        Math.ceil(
                            2.0 * parameters.degree() / 3
                                + WEIGHT_DEVIATIONS * Math.sqrt(2.0 * parameters.degree() / 9)));
          };
    };
  }

  private static double scaleOf(long prime) {
    return Math.scalb(1.0, Math.toIntExact(Math.round(Log2.of((double) prime))));
  }

  /** The parameters. */
  public Parameters parameters() {
    return parameters;
  }

  /** What was asked for. */
  public BootstrapParameters bootstrap() {
    return bootstrap;
  }

  /** The bound of the multiples of q_0, with the probability of failure. */
  public OverflowBound overflow() {
    return overflow;
  }

  /** The approximation of the sine. */
  public CosineApproximation cosine() {
    return reduction.cosine();
  }

  ModularReduction reduction() {
    return reduction;
  }

  /** The number of ciphertexts that EvalMod is applied to. */
  public int reductions() {
    return switch (packing()) {
      case BOTH_PARTS -> 2;
      case REAL_PART, REPACKED -> 1;
    };
  }

  /** How CoeffsToSlots hands on real and imaginary parts. */
  Packing packing() {
    return switch (bootstrap.order()) {
      case MODULUS_RAISING_FIRST ->
          bootstrap.slots() < parameters.slots() ? Packing.REPACKED : Packing.BOTH_PARTS;
      case SLOTS_TO_COEFFS_FIRST ->
          switch (bootstrap.content()) {
            case REAL -> Packing.REAL_PART;
            case COMPLEX -> Packing.BOTH_PARTS;
          };
    };
  }

  /** The least level of an argument. */
  public int inputLevel() {
    return switch (bootstrap.order()) {
      case MODULUS_RAISING_FIRST -> 0;
      case SLOTS_TO_COEFFS_FIRST -> bootstrap.slotsToCoeffsLevels();
    };
  }

  /** The level of the result. */
  public int outputLevel() {
    return switch (bootstrap.order()) {
      case MODULUS_RAISING_FIRST -> afterEvalMod() - bootstrap.slotsToCoeffsLevels();
      case SLOTS_TO_COEFFS_FIRST -> afterEvalMod();
    };
  }

  /** The scale of the result. */
  public double outputScale() {
    return parameters.scale();
  }

  /** The level at which CoeffsToSlots starts: the top. */
  int coeffsToSlotsLevel() {
    return parameters.maxLevel();
  }

  /** The level at which EvalMod starts. */
  int evalModLevel() {
    return parameters.maxLevel() - bootstrap.coeffsToSlotsLevels();
  }

  private int afterEvalMod() {
    return evalModLevel() - reduction.depth();
  }

  /** The level at which SlotsToCoeffs starts. */
  int slotsToCoeffsLevel() {
    return switch (bootstrap.order()) {
      case MODULUS_RAISING_FIRST -> afterEvalMod();
      case SLOTS_TO_COEFFS_FIRST -> bootstrap.slotsToCoeffsLevels();
    };
  }

  /** The scale at which EvalMod works. */
  double evalModScale() {
    return scaleOf(parameters.prime(evalModLevel()));
  }

  /** The scale of the message when the modulus is raised, q_0 over the ratio. */
  double raisedMessageScale() {
    return Math.scalb((double) parameters.prime(0), -bootstrap.logMessageRatio());
  }

  /**
   * What EvalMod's result must be scaled by for the message to end at the output scale.
   *
   * @param messageScale of the message when the modulus was raised
   */
  double reductionScale(double messageScale) {
    double scale = outputScale() * parameters.prime(0) / (2 * Math.PI * messageScale);
    return switch (bootstrap.order()) {
      case MODULUS_RAISING_FIRST -> scale / SlotsToCoeffs.gain(this);
      case SLOTS_TO_COEFFS_FIRST -> scale;
    };
  }

  /** The number of coefficients of the ring for one of the packing's subring, N / 2n. */
  int gap() {
    return parameters.slots() / bootstrap.slots();
  }

  /** The stages in order, EvalMod as often as it is applied. */
  public List<BootstrapStage> stages() {
    List<BootstrapStage> stages = new ArrayList<>();
    stages.add(BootstrapStage.MODULUS_RAISING);
    stages.add(BootstrapStage.COEFFS_TO_SLOTS);
    stages.addAll(Collections.nCopies(reductions(), BootstrapStage.MODULAR_REDUCTION));
    switch (bootstrap.order()) {
      case MODULUS_RAISING_FIRST -> stages.addLast(BootstrapStage.SLOTS_TO_COEFFS);
      case SLOTS_TO_COEFFS_FIRST -> stages.addFirst(BootstrapStage.SLOTS_TO_COEFFS);
    }
    return List.copyOf(stages);
  }

  /** What a stage consists of each time, in order. */
  public List<BootstrapStep> steps(BootstrapStage stage) {
    return steps.getOrDefault(stage, List.of());
  }

  /** What a bootstrap consists of, in order. */
  public List<BootstrapStep> steps() {
    return stages().stream().flatMap(stage -> steps(stage).stream()).toList();
  }

  /** The bytes that the diagonals of both transforms take once they are encoded. */
  public long matrixBytes() {
    return BootstrapStep.matrixBytes(steps(BootstrapStage.SLOTS_TO_COEFFS))
        + BootstrapStep.matrixBytes(steps(BootstrapStage.COEFFS_TO_SLOTS));
  }

  /** The keys that {@link Bootstrapper#bootstrap} acquires, in order. */
  public List<KeyUse> keyUses() {
    return stages().stream().flatMap(stage -> keyUses(stage).stream()).toList();
  }

  /** The keys that a stage acquires each time, in order. */
  public List<KeyUse> keyUses(BootstrapStage stage) {
    return steps(stage).stream().flatMap(step -> step.keyUses().stream()).toList();
  }

  /** Each key once, with the highest level it is used at: what has to be generated. */
  public List<KeyUse> requiredKeys() {
    SortedMap<KeyId, Integer> levels = new TreeMap<>();
    keyUses().forEach(use -> levels.merge(use.id(), use.level(), Math::max));
    return levels.entrySet().stream()
        .map(entry -> new KeyUse(entry.getKey(), entry.getValue()))
        .toList();
  }

  /** Whether imaginary parts of slots are lost. */
  public boolean dropsImaginaryParts() {
    return bootstrap.order() == Order.SLOTS_TO_COEFFS_FIRST && bootstrap.content() == Content.REAL;
  }

  /** Whether another plan is for the same, from which all else follows. */
  @Override
  public boolean equals(Object other) {
    return other instanceof BootstrapPlan plan
        && plan.parameters.equals(parameters)
        && plan.bootstrap.equals(bootstrap);
  }

  @Override
  public int hashCode() {
    return Objects.hash(parameters, bootstrap);
  }

  /** A summary for reports: overflow with its probability, approximation, levels. */
  @Override
  public String toString() {
    return "%s; cosine of degree %d with %d double angles, error 2^%.1f, %d products in %d levels; from level %d to level %d"
        .formatted(
            overflow,
            cosine().degree(),
            cosine().doubleAngles(),
            Log2.of(cosine().error().maximum()),
            cosine().multiplications(),
            reduction.depth(),
            inputLevel(),
            outputLevel());
  }
}
