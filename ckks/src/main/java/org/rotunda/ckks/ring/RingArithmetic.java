package org.rotunda.ckks.ring;

import java.util.function.IntToLongFunction;

/**
 * Arithmetic on polynomials, limb by limb. Operands of one operation have equal bases; results own
 * new limbs. Safe for use by several threads.
 */
public final class RingArithmetic {
  private final Engine engine;
  private final Kernels kernels;

  /** Arithmetic that runs on the given engine. */
  public RingArithmetic(Engine engine) {
    this.engine = engine;
    this.kernels = engine.kernels();
  }

  /** The engine. */
  public Engine engine() {
    return engine;
  }

  private static RnsBasis sameBasis(RnsPoly x, RnsPoly y) {
    if (!x.basis().equals(y.basis())) {
      throw new IllegalArgumentException(
          "Both operands need the same primes, but %s and %s were given; drop to a common level first."
              .formatted(x.basis(), y.basis()));
    }
    return x.basis();
  }

  /** The forward transform. */
  public NttPoly toNtt(CoeffPoly x) {
    return new NttPoly(
        x.basis(),
        engine.fill(
            x.basis(),
            (i, out) -> {
              System.arraycopy(x.limb(i), 0, out, 0, out.length);
              kernels.forwardNtt(out, x.basis().ring(i));
            }));
  }

  /** The inverse transform. */
  public CoeffPoly toCoeff(NttPoly x) {
    return new CoeffPoly(
        x.basis(),
        engine.fill(
            x.basis(), (i, out) -> kernels.inverseNtt(x.limb(i), 1, out, x.basis().ring(i))));
  }

  /** x + y. */
  public NttPoly add(NttPoly x, NttPoly y) {
    RnsBasis basis = sameBasis(x, y);
    return new NttPoly(
        basis,
        engine.fill(basis, (i, out) -> kernels.add(x.limb(i), y.limb(i), out, basis.modulus(i))));
  }

  /** x - y. */
  public NttPoly subtract(NttPoly x, NttPoly y) {
    RnsBasis basis = sameBasis(x, y);
    return new NttPoly(
        basis,
        engine.fill(
            basis, (i, out) -> kernels.subtract(x.limb(i), y.limb(i), out, basis.modulus(i))));
  }

  /** -x. */
  public NttPoly negate(NttPoly x) {
    RnsBasis basis = x.basis();
    return new NttPoly(
        basis, engine.fill(basis, (i, out) -> kernels.negate(x.limb(i), out, basis.modulus(i))));
  }

  /** x * y in the ring. */
  public NttPoly multiply(NttPoly x, NttPoly y) {
    RnsBasis basis = sameBasis(x, y);
    return new NttPoly(
        basis,
        engine.fill(
            basis, (i, out) -> kernels.multiply(x.limb(i), y.limb(i), out, basis.modulus(i))));
  }

  /** The sum of x[k] * y[k] over all k. */
  public NttPoly innerProduct(NttPoly[] x, NttPoly[] y) {
    RnsBasis basis = sameBasis(x[0], y[0]);
    return new NttPoly(
        basis,
        engine.fill(
            basis,
            (i, out) -> kernels.innerProduct(limbs(i, x), limbs(i, y), out, basis.modulus(i))));
  }

  private static long[][] limbs(int i, NttPoly[] polys) {
    long[][] limbs = new long[polys.length][];
    for (int k = 0; k < limbs.length; k++) {
      limbs[k] = polys[k].limb(i);
    }
    return limbs;
  }

  /** x times the integer whose residue modulo each limb's prime is given. */
  public NttPoly multiplyScalar(NttPoly x, IntToLongFunction residueOfLimb) {
    RnsBasis basis = x.basis();
    return new NttPoly(
        basis,
        engine.fill(
            basis,
            (i, out) ->
                kernels.multiplyScalar(
                    x.limb(i), residueOfLimb.applyAsLong(i), out, basis.modulus(i))));
  }

  /** x plus the constant polynomial whose residue modulo each limb's prime is given. */
  public NttPoly addScalar(NttPoly x, IntToLongFunction residueOfLimb) {
    RnsBasis basis = x.basis();
    return new NttPoly(
        basis,
        engine.fill(
            basis,
            (i, out) ->
                kernels.addScalar(x.limb(i), residueOfLimb.applyAsLong(i), out, basis.modulus(i))));
  }

  /** The image of x under an automorphism. */
  public NttPoly permute(NttPoly x, Automorphism automorphism) {
    return new NttPoly(
        x.basis(),
        engine.fill(x.basis(), (i, out) -> kernels.permute(x.limb(i), automorphism.index(), out)));
  }

  /** x modulo the first limbs of its basis, which must be {@code basis}. */
  public NttPoly restrict(NttPoly x, RnsBasis basis) {
    NttPoly kept = x.leading(basis);
    return new NttPoly(
        basis,
        engine.fill(basis, (i, out) -> System.arraycopy(kept.limb(i), 0, out, 0, out.length)));
  }

  /** A copy with limbs of its own. */
  public NttPoly copy(NttPoly x) {
    return restrict(x, x.basis());
  }

  /** The polynomial with the given signed coefficients, modulo every prime of a basis. */
  public CoeffPoly lift(long[] coefficients, RnsBasis basis) {
    return new CoeffPoly(
        basis,
        engine.fill(basis, (i, out) -> kernels.reduceSigned(coefficients, out, basis.modulus(i))));
  }
}
