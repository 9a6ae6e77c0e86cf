package org.rotunda.compiler.plan;

import java.util.Optional;
import org.rotunda.ckks.bootstrap.BootstrapPreset;
import org.rotunda.ckks.noise.ParameterChoice;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.compiler.pass.LevelsAndScales;
import org.rotunda.compiler.pass.RealValues;
import org.rotunda.compiler.pass.Target;
import org.rotunda.compiler.program.Op;
import org.rotunda.compiler.program.Program;
import org.rotunda.compiler.program.RemoveUnused;

/**
 * Finds what to compile a program for, with 128-bit security: parameters alone as long as there are
 * any for its depth, otherwise, or if it bootstraps by itself, a preset of bootstrapping for its
 * slots.
 *
 * @param precisionBits bits of precision for slots of magnitude 1, without bootstrapping; with it,
 *     precision is the preset's
 * @param magnitudeBits slots stay below 2^magnitudeBits
 * @param bootstrapMagnitudeBits bootstrapped slots are at most 2^bootstrapMagnitudeBits
 */
public record TargetChoice(int precisionBits, int magnitudeBits, int bootstrapMagnitudeBits) {
  /**
   * What was found.
   *
   * @param preset which it is of, if it bootstraps
   */
  public record Choice(Target target, Optional<BootstrapPreset> preset) {}

  /**
   * The target.
   *
   * @throws org.rotunda.ckks.params.ParameterException if nothing fits
   */
  public Choice find(Program program) {
    return withoutBootstrapping(program)
        .map(parameters -> new Choice(Target.of(parameters), Optional.empty()))
        .orElseGet(
            () ->
                of(
                    program,
                    RealValues.areAllOf(program)
                        ? BootstrapPreset.N16_REAL
                        : BootstrapPreset.N16_COMPLEX));
  }

  /** The target that a preset makes for a program. */
  public Choice of(Program program, BootstrapPreset preset) {
    Target target = Target.of(preset.iterated(program.slots()), bootstrapMagnitudeBits);
    return new Choice(target, Optional.of(preset));
  }

  private Optional<Parameters> withoutBootstrapping(Program program) {
    Program needed = new RemoveUnused().apply(program);
    if (needed.ops().stream().anyMatch(Op.Bootstrap.class::isInstance)) {
      return Optional.empty();
    }
    int depth = LevelsAndScales.depth(needed);
    return depth > ParameterChoice.MOST_DEPTH
        ? Optional.empty()
        : new ParameterChoice(depth, precisionBits, magnitudeBits, program.slots()).search();
  }
}
