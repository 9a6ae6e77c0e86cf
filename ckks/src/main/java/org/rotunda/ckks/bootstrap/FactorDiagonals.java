package org.rotunda.ckks.bootstrap;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.rotunda.ckks.encoding.ComplexVector;
import org.rotunda.ckks.encoding.Encoder;
import org.rotunda.ckks.encoding.RoundedEncoding;
import org.rotunda.ckks.linear.DiagonalMatrix;
import org.rotunda.ckks.ring.Engine;
import org.rotunda.ckks.ring.Engine.LimbTask;
import org.rotunda.ckks.ring.NttPoly;
import org.rotunda.ckks.ring.RnsBasis;

/**
 * The encoded diagonals of one factor. A diagonal of period m is a polynomial in X^(N/2m), whose
 * transform has 2m distinct values modulo a prime: while they fit a bound of bytes they are held,
 * and a use only repeats them. Otherwise the rounded coefficients are held, and a use transforms
 * them.
 */
final class FactorDiagonals {
  private final RnsBasis basis;
  private final Engine engine;
  private final Map<Integer, LimbTask> diagonals;

  private FactorDiagonals(RnsBasis basis, Engine engine, Map<Integer, LimbTask> diagonals) {
    this.basis = basis;
    this.engine = engine;
    this.diagonals = diagonals;
  }

  /** The bytes of all diagonals' rounded coefficients, and of their transforms modulo one prime. */
  static long limbBytes(DiagonalMatrix matrix) {
    return matrix.diagonals().values().stream()
        .mapToLong(diagonal -> 2L * diagonal.size() * Long.BYTES)
        .sum();
  }

  /**
   * Rounds all diagonals, and transforms them if they are to be held.
   *
   * @param basis of the step's level, with P
   */
  static FactorDiagonals encode(
      DiagonalMatrix matrix,
      BootstrapStep.Transform step,
      double scale,
      RnsBasis basis,
      Engine engine,
      Encoder encoder) {
    Map<Integer, LimbTask> diagonals = new TreeMap<>();
    for (Map.Entry<Integer, ComplexVector> entry : matrix.diagonals().entrySet()) {
      int index = entry.getKey();
      RoundedEncoding encoding =
          encoder.round(entry.getValue().rotate(-step.split().giantStep(index)), scale);
      diagonals.put(
          index,
          step.isHeld()
              ? held(encoding, basis, engine)
              : (limb, out) -> encoding.limb(basis.ring(limb), engine.kernels(), out));
    }
    return new FactorDiagonals(basis, engine, diagonals);
  }

  private static LimbTask held(RoundedEncoding encoding, RnsBasis basis, Engine engine) {
    long[][] values =
        IntStream.range(0, basis.size())
            .mapToObj(limb -> encoding.values(basis.ring(limb), engine.kernels()))
            .toArray(long[][]::new);
    return (limb, out) -> RoundedEncoding.repeat(values[limb], out);
  }

  /** The polynomial of a diagonal over QP, with limbs of its own. */
  NttPoly polynomial(int index) {
    LimbTask limbs = diagonals.get(index);
    if (limbs == null) {
      throw new IllegalArgumentException(
          "This factor has diagonals %s, but %d was asked for."
              .formatted(diagonals.keySet(), index));
    }
    return new NttPoly(basis, engine.fill(basis, limbs));
  }
}
