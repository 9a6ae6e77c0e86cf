package org.rotunda.ckks.evaluation;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.IntStream;
import org.rotunda.ckks.params.CkksContext;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.ckks.ring.Automorphism;
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

  /**
   * Decomposes a polynomial over q_0 .. q_level into digits and raises each to QP by conversion of
   * its centered value. The polynomial must stay open as long as the digits.
   */
  public HoistedDigits decompose(NttPoly poly) {
    int level = poly.basis().size() - 1;
    RnsBasis basis = context.ring().basisQp(level);
    DigitLayout layout = DigitLayout.of(parameters, level);
    LimbBlock raised =
        LimbBlock.filled(
            engine.limbs(),
            layout.raisedLimbs(),
            basis.degree(),
            out -> {
              for (int digit = 0; digit < layout.digits(); digit++) {
                raise(poly, layout, digit, out);
              }
            });
    return new HoistedDigits(poly, layout, basis, raised, kernels);
  }

  private void raise(NttPoly poly, DigitLayout layout, int digit, LimbBlock out) {
    long[][] own = IntStream.of(layout.own(digit)).mapToObj(poly::limb).toArray(long[][]::new);
    long[][] others =
        IntStream.of(layout.others(digit))
            .mapToObj(limb -> out.get(layout.position(digit, limb)))
            .toArray(long[][]::new);
    raising
        .computeIfAbsent(new DigitAtLevel(digit, layout.level()), this::raisingConversion)
        .convert(own, others, engine);
  }

  private BasisConversion raisingConversion(DigitAtLevel at) {
    DigitLayout layout = DigitLayout.of(parameters, at.level());
    RnsBasis basis = context.ring().basisQp(at.level());
    return new BasisConversion(
        context.ring().basis(layout.own(at.digit())),
        context
            .ring()
            .basis(IntStream.of(layout.others(at.digit())).map(basis::primeIndex).toArray()),
        parameters.rounding());
  }

  /**
   * The inner product of digits with a key over QP.
   *
   * @param key at the digits' level or above
   * @throws KeyUnavailableException.LevelTooLow if the key is truncated below it
   */
  public SwitchedPair innerProduct(HoistedDigits hoisted, EvaluationKey key) {
    RnsBasis basis = context.ring().basisQp(hoisted.level());
    int count = hoisted.count();
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
    List<NttPoly> halves = NttPolys.of(basis, both);
    return new SwitchedPair(halves.get(0), halves.get(1));
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

  /**
   * ModDown: round(poly / P), from QP to q_0 .. q_level. Takes the polynomial over: it is closed,
   * and its limbs are the result's.
   */
  public NttPoly divideByP(NttPoly poly) {
    return divideByP(
        poly, (limb, remainder, out) -> quotient(poly.basis(), limb, out, remainder, out));
  }

  /** As {@link #divideByP(NttPoly)}, plus {@code addend}. */
  NttPoly divideByP(NttPoly poly, NttPoly addend) {
    RnsBasis basis = poly.basis();
    return divideByP(
        poly,
        (limb, remainder, out) -> {
          quotient(basis, limb, out, remainder, remainder);
          kernels.add(remainder, addend.limb(limb), out, basis.modulus(limb));
        });
  }

  /** The image of {@link #divideByP(NttPoly)} under an automorphism. */
  NttPoly divideByP(NttPoly poly, Automorphism automorphism) {
    RnsBasis basis = poly.basis();
    return divideByP(
        poly,
        (limb, remainder, out) -> {
          quotient(basis, limb, out, remainder, remainder);
          kernels.permute(remainder, automorphism.index(), out);
        });
  }

  /** The image of {@link #divideByP(NttPoly, NttPoly)} under an automorphism. */
  NttPoly divideByP(NttPoly poly, NttPoly addend, Automorphism automorphism) {
    RnsBasis basis = poly.basis();
    return divideByP(
        poly,
        (limb, remainder, out) -> {
          quotient(basis, limb, out, remainder, remainder);
          kernels.add(remainder, addend.limb(limb), remainder, basis.modulus(limb));
          kernels.permute(remainder, automorphism.index(), out);
        });
  }

  /** The end of ModDown for one limb, which it finds and leaves in {@code out}. */
  @FunctionalInterface
  private interface Ending {
    void run(int limb, long[] remainder, long[] out);
  }

  private NttPoly divideByP(NttPoly poly, Ending ending) {
    int special = parameters.p().size();
    int level = poly.basis().size() - special - 1;
    RnsBasis target = context.ring().basisQ(level);
    BasisConversion conversion = lowering.computeIfAbsent(level, this::loweringConversion);
    long[][] all = poly.limbs().all();
    try (LimbBlock remainder = LimbBlock.allocate(engine.limbs(), target.size(), target.degree())) {
      conversion.convert(Arrays.copyOfRange(all, level + 1, all.length), remainder.all(), engine);
      engine
          .executor()
          .forEach(
              target.size(),
              limb -> {
                kernels.forwardNtt(remainder.get(limb), target.ring(limb));
                ending.run(limb, remainder.get(limb), all[limb]);
              });
    }
    List<LimbBlock> parts = poly.limbs().split(level + 1);
    parts.get(1).close();
    return new NttPoly(target, parts.get(0));
  }

  /** out = (x - remainder) / P modulo one prime. */
  private void quotient(RnsBasis basis, int limb, long[] x, long[] remainder, long[] out) {
    Modulus q = basis.modulus(limb);
    kernels.subtractMultiplyScalar(x, remainder, q.inverse(specialProduct(q)), out, q);
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
