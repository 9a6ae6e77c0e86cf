package org.rotunda.ckks.evaluation;

import java.util.function.BinaryOperator;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.rotunda.ckks.encoding.Plaintext;
import org.rotunda.ckks.params.CkksContext;
import org.rotunda.ckks.ring.Engine;
import org.rotunda.ckks.ring.GaloisElements;
import org.rotunda.ckks.ring.NttPoly;
import org.rotunda.ckks.ring.NttPolys;
import org.rotunda.ckks.ring.RingArithmetic;
import org.rotunda.ckks.ring.RnsBasis;

/**
 * Computes on ciphertexts (Cheon, Kim, Kim, Song, 2017, in the RNS form of Cheon, Han, Kim, Kim,
 * Song, "A Full RNS Variant of Approximate Homomorphic Encryption", 2018).
 *
 * <p>Levels and scales are the caller's decision: operands of a sum have one level and one scale,
 * of a product one level; anything else is an {@link OperandException}. Ciphertexts are immutable,
 * so results are new values with limbs of their own and operands stay open; in-place variants are
 * the kernels' matter ({@link org.rotunda.ckks.ring.Kernels}), and a pool gives the limbs of closed
 * operands to the next results. Keys are borrowed one at a time. Safe for use by several threads.
 */
public final class Evaluator {
  private final CkksContext context;
  private final EvaluationKeys keys;
  private final RingArithmetic arithmetic;
  private final Rescaler rescaler;
  private final Constants constants;
  private final KeySwitcher keySwitcher;

  /**
   * An evaluator.
   *
   * @param keys where relinearisation and Galois keys are borrowed; {@link EvaluationKeys#none} if
   *     no operation needs any
   */
  public Evaluator(CkksContext context, Engine engine, EvaluationKeys keys) {
    this(context, engine, keys, HalfAddition.FUSED);
  }

  /**
   * An evaluator that multiplies with constants as a certain build of OpenFHE does.
   *
   * @param keys where relinearisation and Galois keys are borrowed
   * @param halves how constant factors are rounded where the parameters ask for OpenFHE's rounding;
   *     without meaning for other parameters
   */
  public Evaluator(CkksContext context, Engine engine, EvaluationKeys keys, HalfAddition halves) {
    this.context = context;
    this.keys = keys;
    this.arithmetic = new RingArithmetic(engine);
    this.rescaler = new Rescaler(context, engine);
    this.constants = new Constants(context, arithmetic, halves);
    this.keySwitcher = new KeySwitcher(context, engine);
  }

  /** The parameters and their tables. */
  public CkksContext context() {
    return context;
  }

  /** Where keys are borrowed. */
  public EvaluationKeys keys() {
    return keys;
  }

  /** The key switcher, for operations that delay ModDown. */
  public KeySwitcher keySwitcher() {
    return keySwitcher;
  }

  /** The polynomial arithmetic underneath. */
  public RingArithmetic arithmetic() {
    return arithmetic;
  }

  /** x + y; a degree-2 operand makes a degree-2 sum. */
  public Ciphertext add(Ciphertext x, Ciphertext y) {
    return sum(x, y, arithmetic::add, arithmetic::copy);
  }

  /** x - y. */
  public Ciphertext subtract(Ciphertext x, Ciphertext y) {
    return sum(x, y, arithmetic::subtract, arithmetic::negate);
  }

  private Ciphertext sum(
      Ciphertext x,
      Ciphertext y,
      BinaryOperator<NttPoly> operation,
      UnaryOperator<NttPoly> ofMissingLeft) {
    Operands.sameLevel(x.level(), y.level());
    Operands.sameScale(x.scale(), y.scale());
    Operands.sameSlots(x.slots(), y.slots());
    return new Ciphertext(
        NttPolys.together(
            Math.max(x.components().size(), y.components().size()),
            i -> {
              if (i > x.degree()) {
                return ofMissingLeft.apply(y.component(i));
              }
              return i > y.degree()
                  ? arithmetic.copy(x.component(i))
                  : operation.apply(x.component(i), y.component(i));
            }),
        x.scale(),
        x.slots());
  }

  /** x + y for an encoded y of x's level and scale. */
  public Ciphertext add(Ciphertext x, Plaintext y) {
    return sum(x, y, arithmetic::add);
  }

  /** x - y for an encoded y of x's level and scale. */
  public Ciphertext subtract(Ciphertext x, Plaintext y) {
    return sum(x, y, arithmetic::subtract);
  }

  private Ciphertext sum(Ciphertext x, Plaintext y, BinaryOperator<NttPoly> operation) {
    Operands.sameLevel(x.level(), y.level());
    Operands.sameScale(x.scale(), y.scale());
    Operands.sameSlots(x.slots(), y.slots());
    return withFirst(x, () -> operation.apply(x.component(0), y.poly()));
  }

  /** -x. */
  public Ciphertext negate(Ciphertext x) {
    return map(x, x.scale(), arithmetic::negate);
  }

  /**
   * x * y of degree 2, at the product of the scales; relinearise it before it is rotated or
   * multiplied.
   */
  public Ciphertext multiply(Ciphertext x, Ciphertext y) {
    Operands.linear(x, "Multiplication");
    Operands.linear(y, "Multiplication");
    Operands.sameLevel(x.level(), y.level());
    Operands.sameSlots(x.slots(), y.slots());
    NttPoly x0 = x.component(0);
    NttPoly x1 = x.component(1);
    NttPoly y0 = y.component(0);
    NttPoly y1 = y.component(1);
    return new Ciphertext(
        NttPolys.together(
            () -> arithmetic.multiply(x0, y0),
            () -> arithmetic.innerProduct(new NttPoly[] {x0, x1}, new NttPoly[] {y1, y0}),
            () -> arithmetic.multiply(x1, y1)),
        x.scale() * y.scale(),
        x.slots());
  }

  /** x * y for an encoded y of x's level, at the product of the scales. */
  public Ciphertext multiply(Ciphertext x, Plaintext y) {
    Operands.sameLevel(x.level(), y.level());
    Operands.sameSlots(x.slots(), y.slots());
    return map(x, x.scale() * y.scale(), component -> arithmetic.multiply(component, y.poly()));
  }

  /** x + (re + i im) in every slot. */
  public Ciphertext addConstant(Ciphertext x, double re, double im) {
    return withFirst(x, () -> constants.add(x.component(0), re, im, x.scale()));
  }

  /**
   * x * (re + i im) in every slot.
   *
   * @param constantScale what the constant is scaled by before rounding; the result's scale is x's
   *     times it. With the last prime of the level, rescaling restores x's scale exactly; with 1 an
   *     integer constant costs no level.
   */
  public Ciphertext multiplyConstant(Ciphertext x, double re, double im, double constantScale) {
    return map(
        x,
        x.scale() * constantScale,
        component -> constants.multiply(component, re, im, constantScale));
  }

  /**
   * Divides by the last prime of the level with exact rounding: one level lower, the scale divided
   * by that prime. Relinearise first: of a product of degree 2 the rounding of c_2 is multiplied by
   * s^2, which costs about log2(N) / 2 - 4 bits of precision.
   */
  public Ciphertext rescale(Ciphertext x) {
    Operands.levelBetween(x.level(), 1, context.parameters().maxLevel(), "Rescaling");
    return new Ciphertext(
        rescaler.rescale(x.components()),
        x.scale() / context.parameters().prime(x.level()),
        x.slots());
  }

  /** The same message at a lower level. */
  public Ciphertext dropToLevel(Ciphertext x, int level) {
    Operands.levelBetween(level, 0, x.level(), "Dropping from level " + x.level());
    RnsBasis basis = context.ring().basisQ(level);
    return map(x, x.scale(), component -> arithmetic.restrict(component, basis));
  }

  /** Makes a product linear again. Uses the relinearisation key at x's level. */
  public Ciphertext relinearise(Ciphertext x) {
    if (x.degree() == 1) {
      return map(x, x.scale(), arithmetic::copy);
    }
    try (HoistedDigits digits = keySwitcher.decompose(x.component(2));
        KeyLease lease = keys.acquire(new KeyId.Relinearisation(), x.level())) {
      return new Ciphertext(
          keySwitcher.switchKey(digits, lease.key(), x.component(0), x.component(1)),
          x.scale(),
          x.slots());
    }
  }

  /**
   * Rotates the slots left: slot j of the result is slot j + amount of x, cyclically. Any amount is
   * taken modulo the slots; 0 needs no key.
   */
  public Ciphertext rotate(Ciphertext x, int amount) {
    Operands.linear(x, "Rotation");
    int normalised = Math.floorMod(amount, x.slots());
    if (normalised == 0) {
      return map(x, x.scale(), arithmetic::copy);
    }
    return automorphism(x, GaloisElements.rotation(normalised, context.parameters().degree()));
  }

  /** The complex conjugate of every slot. Uses the key of the Galois element 2N - 1. */
  public Ciphertext conjugate(Ciphertext x) {
    Operands.linear(x, "Conjugation");
    return automorphism(x, GaloisElements.conjugation(context.parameters().degree()));
  }

  /**
   * What all rotations of x and its conjugation share, for {@link #rotateHoisted} and {@link
   * #conjugateHoisted}; keep x open as long as these.
   */
  public HoistedDigits hoist(Ciphertext x) {
    Operands.linear(x, "Hoisting");
    return keySwitcher.decompose(x.component(1));
  }

  /** As {@link #rotate}, bit for bit, with the digits that {@link #hoist} gave for the same x. */
  public Ciphertext rotateHoisted(Ciphertext x, HoistedDigits digits, int amount) {
    Operands.linear(x, "Rotation");
    int normalised = Math.floorMod(amount, x.slots());
    if (normalised == 0) {
      return map(x, x.scale(), arithmetic::copy);
    }
    Operands.sameLevel(x.level(), digits.level());
    int element = GaloisElements.rotation(normalised, context.parameters().degree());
    return automorphism(x, digits, element);
  }

  /**
   * As {@link #conjugate}, bit for bit, with the digits that {@link #hoist} gave for the same x.
   */
  public Ciphertext conjugateHoisted(Ciphertext x, HoistedDigits digits) {
    Operands.linear(x, "Conjugation");
    Operands.sameLevel(x.level(), digits.level());
    return automorphism(x, digits, GaloisElements.conjugation(context.parameters().degree()));
  }

  private Ciphertext automorphism(Ciphertext x, int galoisElement) {
    try (HoistedDigits digits = keySwitcher.decompose(x.component(1))) {
      return automorphism(x, digits, galoisElement);
    }
  }

  private Ciphertext automorphism(Ciphertext x, HoistedDigits digits, int galoisElement) {
    try (KeyLease lease = keys.acquire(new KeyId.Galois(galoisElement), x.level())) {
      return new Ciphertext(
          keySwitcher.switchKey(
              digits, lease.key(), x.component(0), context.automorphism(galoisElement)),
          x.scale(),
          x.slots());
    }
  }

  private static Ciphertext map(Ciphertext x, double scale, UnaryOperator<NttPoly> operation) {
    return new Ciphertext(
        NttPolys.together(x.components().size(), i -> operation.apply(x.component(i))),
        scale,
        x.slots());
  }

  /** x with another first component. */
  private Ciphertext withFirst(Ciphertext x, Supplier<NttPoly> first) {
    return new Ciphertext(
        NttPolys.together(
            x.components().size(), i -> i == 0 ? first.get() : arithmetic.copy(x.component(i))),
        x.scale(),
        x.slots());
  }
}
