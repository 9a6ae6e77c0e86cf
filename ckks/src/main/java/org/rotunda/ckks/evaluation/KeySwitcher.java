package org.rotunda.ckks.evaluation;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.IntStream;
import org.rotunda.ckks.params.CkksContext;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.ckks.ring.BasisConversion;
import org.rotunda.ckks.ring.Engine;
import org.rotunda.ckks.ring.Kernels;
import org.rotunda.ckks.ring.LimbBlock;
import org.rotunda.ckks.ring.Modulus;
import org.rotunda.ckks.ring.NttPoly;
import org.rotunda.ckks.ring.NttPolys;
import org.rotunda.ckks.ring.RnsBasis;

/**
 * Hybrid key switching in its three steps: ModUp of the digits, inner product with the key, ModDown
 * by P (Han, Ki, 2020, section 4). At level l it touches ceil((l+1)/alpha) digits and l + 1 + |P|
 * limbs.
 */
public final class KeySwitcher {
  private final CkksContext context;
  private final Parameters parameters;
  private final Engine engine;
  private final Kernels kernels;
  private final ConcurrentMap<DigitAtLevel, BasisConversion> raising = new ConcurrentHashMap<>();
  private final ConcurrentMap<Integer, BasisConversion> lowering = new ConcurrentHashMap<>();

  private record DigitAtLevel(int digit, int level) {}

  /** A key switcher whose conversion tables are made at first use of a level. */
  public KeySwitcher(CkksContext context, Engine engine) {
    this.context = context;
    this.parameters = context.parameters();
    this.engine = engine;
    this.kernels = engine.kernels();
  }

  /** Decomposes a polynomial over q_0 .. q_level into digits and raises each to QP. */
  public HoistedDigits decompose(NttPoly poly) {
    int level = poly.basis().size() - 1;
    return new HoistedDigits(
        NttPolys.together(parameters.digits(level), digit -> raise(poly, digit, level)), level);
  }

  /** ModUp: the digit's own limbs as they are, all others by conversion of its centered value. */
  private NttPoly raise(NttPoly poly, int digit, int level) {
    RnsBasis basis = context.ring().basisQp(level);
    int first = digit * parameters.digitSize();
    int end = Math.min(first + parameters.digitSize(), level + 1);
    BasisConversion conversion =
        raising.computeIfAbsent(new DigitAtLevel(digit, level), this::raisingConversion);
    long[][] own = IntStream.range(first, end).mapToObj(poly::limb).toArray(long[][]::new);
    return new NttPoly(
        basis,
        LimbBlock.filled(
            engine.limbs(),
            basis.size(),
            basis.degree(),
            out -> {
              long[][] others =
                  IntStream.range(0, basis.size())
                      .filter(limb -> limb < first || limb >= end)
                      .mapToObj(out::get)
                      .toArray(long[][]::new);
              try (LimbBlock prepared = conversion.prepare(own, engine)) {
                conversion.convert(prepared, others, engine);
              }
              engine
                  .executor()
                  .forEach(
                      basis.size(),
                      limb -> {
                        if (limb >= first && limb < end) {
                          System.arraycopy(poly.limb(limb), 0, out.get(limb), 0, basis.degree());
                        } else {
                          kernels.forwardNtt(out.get(limb), basis.ring(limb));
                        }
                      });
            }));
  }

  private BasisConversion raisingConversion(DigitAtLevel at) {
    int first = at.digit() * parameters.digitSize();
    int end = Math.min(first + parameters.digitSize(), at.level() + 1);
    int[] source = IntStream.range(first, end).toArray();
    int[] target =
        parameters.keyPrimeIndices(at.level()).filter(i -> i < first || i >= end).toArray();
    return new BasisConversion(
        context.ring().basis(source), context.ring().basis(target), parameters.rounding());
  }

  /**
   * The inner product of digits with a key over QP.
   *
   * @param key at the digits' level or above
   * @throws KeyUnavailableException.LevelTooLow if the key is truncated below it
   */
  public SwitchedPair innerProduct(HoistedDigits hoisted, EvaluationKey key) {
    RnsBasis basis = context.ring().basisQp(hoisted.level());
    int count = hoisted.digits().size();
    if (key.level() < hoisted.level()) {
      throw new KeyUnavailableException.LevelTooLow(key.id(), hoisted.level(), key.level());
    }
    LimbBlock both =
        LimbBlock.filled(
            engine.limbs(),
            2 * basis.size(),
            basis.degree(),
            out ->
                engine
                    .executor()
                    .forEach(
                        basis.size(),
                        limb -> {
                          int prime = basis.primeIndex(limb);
                          long[][] b = new long[count][];
                          Arrays.setAll(b, j -> key.b(j, prime));
                          try (LimbBlock a = key.a().limbs(count, prime, engine.limbs())) {
                            kernels.innerProducts(
                                hoisted.limbs(limb),
                                b,
                                a.all(),
                                out.get(limb),
                                out.get(basis.size() + limb),
                                basis.modulus(limb));
                          }
                        }));
    List<LimbBlock> halves = both.split(basis.size());
    return new SwitchedPair(new NttPoly(basis, halves.get(0)), new NttPoly(basis, halves.get(1)));
  }

  /** Writes one limb. */
  @FunctionalInterface
  private interface LimbTask {
    void run(int limb, long[] out);
  }

  /** A polynomial whose limbs are written side by side, or nothing taken if one fails. */
  private NttPoly written(RnsBasis basis, LimbTask task) {
    return new NttPoly(
        basis,
        LimbBlock.filled(
            engine.limbs(),
            basis.size(),
            basis.degree(),
            out -> engine.executor().forEach(basis.size(), i -> task.run(i, out.get(i)))));
  }

  /** ModDown: round(poly / P), from QP to q_0 .. q_level. */
  public NttPoly divideByP(NttPoly poly) {
    int special = parameters.p().size();
    int level = poly.basis().size() - special - 1;
    RnsBasis target = context.ring().basisQ(level);
    BasisConversion conversion = lowering.computeIfAbsent(level, this::loweringConversion);
    long[][] top =
        IntStream.range(level + 1, poly.basis().size()).mapToObj(poly::limb).toArray(long[][]::new);
    try (LimbBlock prepared = conversion.prepare(top, engine)) {
      return new NttPoly(
          target,
          LimbBlock.filled(
              engine.limbs(),
              target.size(),
              target.degree(),
              out -> {
                conversion.convert(prepared, out.all(), engine);
                engine
                    .executor()
                    .forEach(
                        target.size(), limb -> finishDivision(poly, target, limb, out.get(limb)));
              }));
    }
  }

  /** (poly - remainder) / P modulo one prime, the remainder's coefficients given. */
  private void finishDivision(NttPoly poly, RnsBasis target, int limb, long[] remainder) {
    Modulus q = target.modulus(limb);
    kernels.forwardNtt(remainder, target.ring(limb));
    long inverse = q.inverse(specialProduct(q));
    kernels.subtractMultiplyScalar(poly.limb(limb), remainder, inverse, remainder, q);
  }

  private BasisConversion loweringConversion(int level) {
    return new BasisConversion(
        context.ring().basisP(), context.ring().basisQ(level), parameters.rounding());
  }

  /** P times a polynomial over q_0 .. q_level, over QP: zero modulo the special primes. */
  public NttPoly multiplyByP(NttPoly poly) {
    int level = poly.basis().size() - 1;
    RnsBasis basis = context.ring().basisQp(level);
    return written(
        basis,
        (limb, out) -> {
          if (limb <= level) {
            Modulus q = basis.modulus(limb);
            kernels.multiplyScalar(poly.limb(limb), specialProduct(q), out, q);
          } else {
            Arrays.fill(out, 0);
          }
        });
  }

  /** P mod q. */
  private long specialProduct(Modulus q) {
    long product = 1;
    for (long p : parameters.p()) {
      product = q.multiply(product, q.reduceWord(p));
    }
    return product;
  }
}
