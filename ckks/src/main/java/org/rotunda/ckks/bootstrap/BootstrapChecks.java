package org.rotunda.ckks.bootstrap;

import org.rotunda.ckks.bootstrap.BootstrapParameters.RaisingSecret;
import org.rotunda.ckks.params.ParameterException;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.ckks.params.Security;

/** What a bootstrap asks of parameters. */
final class BootstrapChecks {
  /** Of one factor of a transform: the whole matrix of 2^13 slots. */
  private static final long MOST_MATRIX_MEBIBYTES = 1024;

  private BootstrapChecks() {}

  /**
   * Refuses what can't be planned, whatever the chain's length.
   *
   * @throws ParameterException if there are more slots than N/2, a matrix is too large to be formed
   *     or the ephemeral secret is not secure
   */
  static void require(Parameters parameters, BootstrapParameters bootstrap) {
    if (bootstrap.slots() > parameters.slots()) {
      throw new ParameterException(
          "At most N/2 = %d slots can be bootstrapped, but %d were asked for."
              .formatted(parameters.slots(), bootstrap.slots()));
    }
    if (bootstrap.raisedUnder() == RaisingSecret.EPHEMERAL) {
      Security.requireEphemeral(parameters);
    }
    requireMatrixSize("CoeffsToSlots", bootstrap.slots(), bootstrap.coeffsToSlotsLevels());
    requireMatrixSize("SlotsToCoeffs", bootstrap.slots(), bootstrap.slotsToCoeffsLevels());
  }

  /** Factors are multiplied out; of the largest, complex numbers of 16 bytes are all in memory. */
  private static void requireMatrixSize(String stage, int slots, int levels) {
    int stages = Math.ceilDiv(Integer.numberOfTrailingZeros(slots), levels);
    long diagonals = Math.min((2L << stages) - 1, slots);
    long mebibytes = (diagonals * slots * 2 * Double.BYTES) >> 20;
    if (mebibytes > MOST_MATRIX_MEBIBYTES) {
      throw new ParameterException(
          "%s of %d slots in %d level(s) has a matrix of %d diagonals, which take %d MiB where at most %d are allowed; give it more levels."
              .formatted(stage, slots, levels, diagonals, mebibytes, MOST_MATRIX_MEBIBYTES));
    }
  }

  /**
   * Refuses a chain that is too short.
   *
   * @param levels the least it must have
   * @throws ParameterException if it has fewer
   */
  static void requireLevels(Parameters parameters, int levels) {
    if (parameters.maxLevel() < levels) {
      throw new ParameterException(
          "This bootstrap needs a chain of at least %d levels, but there are %d; lengthen it, or give the stages fewer."
              .formatted(levels, parameters.maxLevel()));
    }
  }
}
