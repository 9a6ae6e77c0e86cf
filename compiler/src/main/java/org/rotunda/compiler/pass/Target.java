package org.rotunda.compiler.pass;

import java.util.Optional;
import org.rotunda.ckks.bootstrap.BootstrapParameters;
import org.rotunda.ckks.bootstrap.BootstrapPlan;
import org.rotunda.ckks.bootstrap.IteratedPlan;
import org.rotunda.ckks.params.ParameterException;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.compiler.program.InvalidProgramException;
import org.rotunda.compiler.program.Op;
import org.rotunda.compiler.program.Program;
import org.rotunda.compiler.program.Value;

/**
 * What programs are compiled for.
 *
 * @param parameters the parameters
 * @param bootstrap how values are bootstrapped, if they can be
 * @param magnitudeBits values that are bootstrapped are at most 2^magnitudeBits in magnitude; 0
 *     without bootstrapping
 */
public record Target(Parameters parameters, Optional<IteratedPlan> bootstrap, int magnitudeBits) {
  /** The most bits of magnitude. */
  public static final int MOST_MAGNITUDE_BITS = 16;

  /**
   * Checks that all belongs together.
   *
   * @throws IllegalArgumentException if the bootstrap is planned for other parameters, or the
   *     magnitude is out of range
   */
  public Target {
    if (!bootstrap.map(plan -> plan.pass().parameters().equals(parameters)).orElse(true)) {
      throw new IllegalArgumentException("The bootstrap is planned for other parameters.");
    }
    if (magnitudeBits < 0
        || magnitudeBits > MOST_MAGNITUDE_BITS
        || (magnitudeBits > 0 && bootstrap.isEmpty())) {
      throw new IllegalArgumentException(
          "The magnitude of bootstrapped values takes 0 to %d bits, but %d were given."
              .formatted(MOST_MAGNITUDE_BITS, magnitudeBits));
    }
  }

  /** Parameters without bootstrapping. */
  public static Target of(Parameters parameters) {
    return new Target(parameters, Optional.empty(), 0);
  }

  /** With bootstrapping of values of magnitude 1 at most. */
  public static Target of(BootstrapPlan plan) {
    return new Target(plan.parameters(), Optional.of(IteratedPlan.once(plan)), 0);
  }

  /** With bootstrapping in one pass, as {@link #of(IteratedPlan, int)}. */
  public static Target of(BootstrapPlan plan, int magnitudeBits) {
    return of(IteratedPlan.once(plan), magnitudeBits);
  }

  /**
   * With bootstrapping of larger values: their ratio to q_0 is made as much smaller, so the
   * absolute error of bootstrapping grows with them.
   *
   * @param plan for values of magnitude 1
   * @param magnitudeBits 0 to {@value #MOST_MAGNITUDE_BITS}
   */
  public static Target of(IteratedPlan plan, int magnitudeBits) {
    Parameters parameters = plan.pass().parameters();
    BootstrapParameters bootstrap = plan.pass().bootstrap();
    BootstrapPlan larger =
        BootstrapPlan.of(
            parameters,
            bootstrap.withMessageRatio(
                bootstrap.logMessageRatio() + magnitudeBits, bootstrap.arcsine()));
    return new Target(parameters, Optional.of(plan.with(larger)), magnitudeBits);
  }

  /** How many bytes of transformed diagonals bootstraps may hold; 0 without bootstrapping. */
  public long diagonalBytes() {
    return bootstrap.map(plan -> plan.pass().bootstrap().diagonalBytes()).orElse(0L);
  }

  /** The bytes that encoded diagonals of bootstraps take; 0 without bootstrapping. */
  public long matrixBytes() {
    return bootstrap.map(plan -> plan.pass().matrixBytes()).orElse(0L);
  }

  /** The same with another bound of the bytes of diagonals, if it has bootstrapping. */
  public Target withDiagonalBytes(long bytes) {
    return new Target(
        parameters,
        bootstrap.map(
            plan ->
                plan.with(
                    BootstrapPlan.of(
                        parameters, plan.pass().bootstrap().withDiagonalBytes(bytes)))),
        magnitudeBits);
  }

  /** The scales of the levels that values may have. */
  public ScaleLadder ladder() {
    return bootstrap
        .map(plan -> new ScaleLadder(parameters, plan.outputLevel(), plan.outputScale()))
        .orElseGet(() -> new ScaleLadder(parameters));
  }

  /**
   * The bootstrap that an operation stands for.
   *
   * @throws InvalidProgramException if there is none
   */
  public IteratedPlan bootstrapOf(Op.Bootstrap op) {
    return bootstrap.orElseThrow(
        () ->
            new InvalidProgramException(
                "Expected a program without bootstrapping, found it at "
                    + op.result()
                    + "; compile for parameters that are made for it."));
  }

  /** The level that a bootstrap takes its argument at. */
  int argumentLevel(IteratedPlan plan) {
    return Math.max(plan.inputLevel(), ladder().lowest());
  }

  /**
   * Checks what can be known of a program before its levels are.
   *
   * @throws ParameterException if there are too many slots, or other ones than are bootstrapped
   * @throws InvalidProgramException if it bootstraps and the target can't, or a value whose
   *     imaginary parts would be lost
   */
  public void requireFitting(Program program) {
    if (program.slots() > parameters.slots()) {
      throw new ParameterException(
          "The program %s has %d slots, but the parameters have %d; take a larger ring."
              .formatted(program.name(), program.slots(), parameters.slots()));
    }
    RealValues real = RealValues.of(program);
    for (Op op : program.ops()) {
      if (op instanceof Op.Bootstrap bootstrap) {
        requireFitting(program, bootstrap.operand(), real, bootstrapOf(bootstrap).pass());
      }
    }
  }

  private static void requireFitting(
      Program program, Value operand, RealValues real, BootstrapPlan plan) {
    if (plan.bootstrap().slots() != program.slots()) {
      throw new ParameterException(
          "The program %s has %d slots, but bootstrapping is planned for %d; plan it for the program's."
              .formatted(program.name(), program.slots(), plan.bootstrap().slots()));
    }
    if (plan.dropsImaginaryParts() && !real.contains(operand)) {
      throw new InvalidProgramException(
          "Expected real slots to bootstrap, because imaginary parts would be lost, found "
              + operand
              + ", which may be complex; compile for a bootstrap of complex slots.");
    }
  }
}
