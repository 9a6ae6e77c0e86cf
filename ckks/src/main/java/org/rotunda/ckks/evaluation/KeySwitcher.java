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
import org.rotunda.ckks.ring.PrimeRing;
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

  /** What becomes of one limb of an inner product. */
  @FunctionalInterface
  public interface SwitchedLimbs {
    /**
     * Takes the limbs at one place of the basis QP; called for different places at a time.
     *
     * @param u0 scratch, valid during the call, that may be overwritten
     * @param u1 as u0
     */
    void accept(int limb, long[] u0, long[] u1);
  }

  /**
   * The inner product of digits with a key, (u_0, u_1) over QP with u_0 + u_1 s' about P c s_old,
   * limb by limb: each is handed on while it is in the cache.
   *
   * @param key at the digits' level or above
   * @throws KeyUnavailableException.LevelTooLow if the key is truncated below it
   */
  public void innerProduct(HoistedDigits digits, EvaluationKey key, SwitchedLimbs use) {
    requireLevel(digits, key);
    int limbs = context.ring().basisQp(digits.level()).size();
    engine
        .executor()
        .forEach(
            limbs,
            limb -> {
              try (LimbBlock u = LimbBlock.allocate(engine.limbs(), 2, parameters.degree())) {
                innerProduct(digits, key, limb, u.get(0), u.get(1));
                use.accept(limb, u.get(0), u.get(1));
              }
            });
  }

  private static void requireLevel(HoistedDigits digits, EvaluationKey key) {
    if (key.level() < digits.level()) {
      throw new KeyUnavailableException.LevelTooLow(key.id(), digits.level(), key.level());
    }
  }

  private void innerProduct(
      HoistedDigits digits, EvaluationKey key, int limb, long[] u0, long[] u1) {
    RnsBasis basis = context.ring().basisQp(digits.level());
    int prime = basis.primeIndex(limb);
    int count = digits.count();
    long[][] b = new long[count][];
    Arrays.setAll(b, j -> key.b(j, prime));
    try (LimbBlock a = key.a().limbs(count, prime, engine)) {
      kernels.innerProducts(digits.limbs(limb), b, a.all(), u0, u1, basis.modulus(limb));
    }
  }

  /** (c_0 + u_0 / P, c_1 + u_1 / P) for the inner product (u_0, u_1) of digits with a key. */
  public List<NttPoly> switchKey(HoistedDigits digits, EvaluationKey key, NttPoly c0, NttPoly c1) {
    return switchKey(digits, key, plus(c0), plus(c1));
  }

  /** (c_0 + u_0 / P, u_1 / P) for the inner product (u_0, u_1) of digits with a key. */
  public List<NttPoly> switchKey(HoistedDigits digits, EvaluationKey key, NttPoly c0) {
    return switchKey(
        digits, key, plus(c0), (limb, u, remainder) -> quotient(limb, u, remainder, remainder));
  }

  /** As {@link #switchKey(HoistedDigits, EvaluationKey, NttPoly)}, under an automorphism. */
  public List<NttPoly> switchKey(
      HoistedDigits digits, EvaluationKey key, NttPoly c0, Automorphism automorphism) {
    return switchKey(
        digits,
        key,
        (limb, u, remainder) -> {
          quotient(limb, u, remainder, u);
          kernels.add(u, c0.limb(limb), u, modulus(limb));
          kernels.permute(u, automorphism.index(), remainder);
        },
        (limb, u, remainder) -> {
          quotient(limb, u, remainder, u);
          kernels.permute(u, automorphism.index(), remainder);
        });
  }

  private Ending plus(NttPoly addend) {
    return (limb, u, remainder) -> {
      quotient(limb, u, remainder, remainder);
      kernels.add(remainder, addend.limb(limb), remainder, modulus(limb));
    };
  }

  /** The end of ModDown for one limb; it leaves the result in {@code remainder}. */
  @FunctionalInterface
  private interface Ending {
    void run(int limb, long[] u, long[] remainder);
  }

  /**
   * The inner product and its division by P. The special primes come first, because their limbs
   * give the remainders; then each limb modulo q_i is multiplied and divided at once. The results
   * are where the remainders were.
   */
  private List<NttPoly> switchKey(
      HoistedDigits digits, EvaluationKey key, Ending first, Ending second) {
    requireLevel(digits, key);
    int level = digits.level();
    RnsBasis target = context.ring().basisQ(level);
    int size = target.size();
    LimbBlock results =
        LimbBlock.filled(
            engine.limbs(),
            2 * size,
            target.degree(),
            out -> {
              long[][] remainder0 = Arrays.copyOf(out.all(), size);
              long[][] remainder1 = Arrays.copyOfRange(out.all(), size, 2 * size);
              remainders(digits, key, remainder0, remainder1);
              engine
                  .executor()
                  .forEach(
                      size,
                      limb -> {
                        try (LimbBlock u = LimbBlock.allocate(engine.limbs(), 2, target.degree())) {
                          innerProduct(digits, key, limb, u.get(0), u.get(1));
                          first.run(limb, u.get(0), remainder0[limb]);
                          second.run(limb, u.get(1), remainder1[limb]);
                        }
                      });
            });
    return NttPolys.of(target, results);
  }

  /** The coefficients modulo q_0 .. q_level of both halves' centered remainders modulo P. */
  private void remainders(
      HoistedDigits digits, EvaluationKey key, long[][] remainder0, long[][] remainder1) {
    int level = digits.level();
    int special = parameters.p().size();
    BasisConversion conversion = lowering.computeIfAbsent(level, this::loweringConversion);
    try (LimbBlock u = LimbBlock.allocate(engine.limbs(), 2 * special + 1, parameters.degree())) {
      engine
          .executor()
          .forEach(
              special,
              i -> {
                long[] u0 = u.get(i);
                long[] u1 = u.get(special + i);
                innerProduct(digits, key, level + 1 + i, u0, u1);
                conversion.part(i, u0, u0, kernels);
                conversion.part(i, u1, u1, kernels);
              });
      long[] scratch = u.get(2 * special);
      long[][] parts = u.all();
      conversion.convertParts(Arrays.copyOf(parts, special), scratch, remainder0, engine);
      conversion.convertParts(
          Arrays.copyOfRange(parts, special, 2 * special), scratch, remainder1, engine);
    }
  }

  /**
   * ModDown: round(poly / P), from QP to q_0 .. q_level. Takes the polynomial over: it is closed,
   * and its limbs are the result's.
   */
  public NttPoly divideByP(NttPoly poly) {
    int level = poly.basis().size() - parameters.p().size() - 1;
    RnsBasis target = context.ring().basisQ(level);
    BasisConversion conversion = lowering.computeIfAbsent(level, this::loweringConversion);
    long[][] all = poly.limbs().all();
    try (LimbBlock remainder = LimbBlock.allocate(engine.limbs(), target.size(), target.degree())) {
      conversion.convert(Arrays.copyOfRange(all, level + 1, all.length), remainder.all(), engine);
      engine
          .executor()
          .forEach(
              target.size(), limb -> quotient(limb, all[limb], remainder.get(limb), all[limb]));
    }
    List<LimbBlock> parts = poly.limbs().split(level + 1);
    parts.get(1).close();
    return new NttPoly(target, parts.get(0));
  }

  /**
   * out = (x - remainder) / P modulo q_limb.
   *
   * @param remainder coefficients, overwritten
   */
  private void quotient(int limb, long[] x, long[] remainder, long[] out) {
    PrimeRing ring = context.ring().prime(limb);
    Modulus q = ring.modulus();
    kernels.modDown(x, remainder, q, q.inverse(specialProduct(q)), out, ring, remainder);
  }

  private Modulus modulus(int limb) {
    return context.ring().prime(limb).modulus();
  }

  private BasisConversion loweringConversion(int level) {
    return new BasisConversion(
        context.ring().basisP(), context.ring().basisQ(level), parameters.rounding());
  }

  /** P times a polynomial over q_0 .. q_level, over QP: zero modulo the special primes. */
  public NttPoly multiplyByP(NttPoly poly) {
    int level = poly.basis().size() - 1;
    RnsBasis basis = context.ring().basisQp(level);
    return new NttPoly(
        basis,
        engine.fill(
            basis,
            (limb, out) -> {
              if (limb <= level) {
                long factor = specialProduct(modulus(limb));
                kernels.multiplyScalar(poly.limb(limb), factor, out, modulus(limb));
              } else {
                Arrays.fill(out, 0);
              }
            }));
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
