package org.rotunda.keys.openfhe;

import java.util.ArrayList;
import java.util.List;
import org.rotunda.ckks.encoding.Plaintext;
import org.rotunda.ckks.encryption.PublicKey;
import org.rotunda.ckks.evaluation.Ciphertext;
import org.rotunda.ckks.evaluation.EvaluationKey;
import org.rotunda.ckks.evaluation.ExplicitHalf;
import org.rotunda.ckks.evaluation.KeyId;
import org.rotunda.ckks.params.CkksContext;
import org.rotunda.ckks.params.ParameterException;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.ckks.params.Security;
import org.rotunda.ckks.ring.Engine;
import org.rotunda.ckks.ring.LimbBlock;
import org.rotunda.ckks.ring.NttPoly;
import org.rotunda.ckks.ring.RnsBasis;

/**
 * Objects of one OpenFHE context, both ways. OpenFHE counts as level the primes dropped, Rotunda
 * those left but one.
 */
public final class OpenFheConverter {
  private static final long CKKS_ENCODING = 4;
  private static final int HALVES = 2;

  private final OpenFheContext context;
  private final CkksContext ckks;
  private final Engine engine;
  private final ScalingFactors scalingFactors;
  private final PolynomialConverter polynomials;

  private OpenFheConverter(OpenFheContext context, CkksContext ckks, Engine engine) {
    this.context = context;
    this.ckks = ckks;
    this.engine = engine;
    Parameters parameters = ckks.parameters();
    this.scalingFactors =
        new ScalingFactors(context.parameters().scaling(), parameters.q(), parameters.logScale());
    this.polynomials =
        new PolynomialConverter(ckks, engine, context.parameters().rlwe().elements());
  }

  /**
   * A converter for the objects of a context.
   *
   * @param security what its parameters are to be checked against
   * @throws ParameterException if the context can't be converted, see {@link OpenFheParameters}
   * @throws MismatchException if its roots of unity are not those that OpenFHE takes
   */
  public static OpenFheConverter of(OpenFheContext context, Engine engine, Security security) {
    Parameters parameters = OpenFheParameters.of(context, security);
    DcrtParameters expected = OpenFheContexts.chain(parameters.degree(), parameters.q());
    if (!context.parameters().rlwe().elements().equals(expected)) {
      throw new MismatchException(
          "The context's chain should have the product of its primes as modulus and their smallest"
              + " roots of unity, but has others; it was damaged or not made by OpenFHE.");
    }
    return new OpenFheConverter(context, CkksContext.of(parameters), engine);
  }

  /** The context. */
  public OpenFheContext context() {
    return context;
  }

  /** Its parameters here, with their tables. */
  public CkksContext ckks() {
    return ckks;
  }

  /** What conversion computes on. */
  public Engine engine() {
    return engine;
  }

  /** The scales of its levels. */
  public ScalingFactors scalingFactors() {
    return scalingFactors;
  }

  /** The converter of polynomials alone. */
  public PolynomialConverter polynomials() {
    return polynomials;
  }

  /**
   * The number of slots that the context encodes when it is told no other: its batch size.
   *
   * @throws MismatchException if that is no power of two up to N/2
   */
  public int slots() {
    long slots = context.parameters().rlwe().encoding().batchSize();
    if (Long.bitCount(slots) != 1 || slots > ckks.parameters().slots()) {
      throw new MismatchException(
          "The batch size is a power of two up to N/2 = %d, but is %d."
              .formatted(ckks.parameters().slots(), slots));
    }
    return (int) slots;
  }

  /** OpenFHE's level of an object at a level of Rotunda, and the other way round. */
  public int otherLevel(int level) {
    return ckks.parameters().maxLevel() - level;
  }

  /**
   * An encoded plaintext from its polynomial, with the scale that OpenFHE encodes with at its
   * level.
   *
   * @param slots the number of slots, which the polynomial does not tell
   * @throws MismatchException if it is not of this context
   */
  public Plaintext plaintext(OpenFhePolynomial polynomial, int slots) {
    NttPoly poly = polynomials.toRotunda(polynomial);
    int level = poly.basis().size() - 1;
    return new Plaintext(poly, scalingFactors.fresh(otherLevel(level)), slots);
  }

  /**
   * A ciphertext.
   *
   * @throws MismatchException if it is not of this context, or has one component or more than three
   */
  public Ciphertext ciphertext(OpenFheCiphertext ciphertext) {
    checkOwner(ciphertext.owner());
    List<NttPoly> components =
        ciphertext.components().stream().map(polynomials::toRotunda).toList();
    if (components.size() < 2 || components.size() > 3) {
      throw new MismatchException(
          "A ciphertext has two or three components, but this one has %d; relinearise it in OpenFHE."
              .formatted(components.size()));
    }
    int level = components.getFirst().basis().size() - 1;
    if (ciphertext.level() != otherLevel(level)) {
      throw new MismatchException(
          "A ciphertext of %d towers is at level %d, but it says %d."
              .formatted(level + 1, otherLevel(level), ciphertext.level()));
    }
    if (components.stream().anyMatch(c -> !c.basis().equals(components.getFirst().basis()))) {
      throw new MismatchException(
          "The components of a ciphertext have equally many towers, but these do not.");
    }
    long slots = ciphertext.slots();
    if (Long.bitCount(slots) != 1 || slots > ckks.parameters().slots()) {
      throw new MismatchException(
          "The number of slots is a power of two up to N/2 = %d, but is %d."
              .formatted(ckks.parameters().slots(), slots));
    }
    if (!(ciphertext.scale() > 0)
        || ciphertext.encoding() != CKKS_ENCODING
        || ciphertext.integerScale() != 1) {
      throw new MismatchException(
          "A ciphertext of CKKS has a positive scale, encoding %d and integer scale 1, but this one has %s, %d and %s."
              .formatted(
                  CKKS_ENCODING,
                  ciphertext.scale(),
                  ciphertext.encoding(),
                  Long.toUnsignedString(ciphertext.integerScale())));
    }
    return new Ciphertext(components, ciphertext.scale(), (int) slots);
  }

  /** A public key. */
  public PublicKey publicKey(OpenFhePublicKey key) {
    checkOwner(key.owner());
    if (key.halves().size() != HALVES) {
      throw new MismatchException(
          "A public key has two polynomials, but this one has %d.".formatted(key.halves().size()));
    }
    RnsBasis basis = ckks.ring().basisQ(ckks.parameters().maxLevel());
    return new PublicKey(
        polynomials.toRotunda(key.halves().get(0), basis),
        polynomials.toRotunda(key.halves().get(1), basis));
  }

  /**
   * Which key is at an index of a map.
   *
   * @throws MismatchException if there is no such key here
   */
  public KeyId keyId(OpenFheKeyMap map, long index) {
    return switch (map) {
      case RELINEARISATION -> {
        if (index != 0) {
          throw new MismatchException(
              "Only the relinearisation key of s^2 is converted, but there is one of s^%d."
                  .formatted(index + 2));
        }
        yield new KeyId.Relinearisation();
      }
      case AUTOMORPHISM -> {
        if (map.isEncapsulation(index, ckks.parameters().degree())) {
          throw new MismatchException(
              "The keys 2N - 4 and 2N - 2 belong to bootstrapping with an encapsulated sparse secret and are not converted, but %d was found; leave it out."
                  .formatted(index));
        }
        if (index < 3 || index % 2 == 0 || index >= 2L * ckks.parameters().degree()) {
          throw new MismatchException(
              "A Galois element is odd and between 3 and 2N - 1 = %d, but %d was found."
                  .formatted(2L * ckks.parameters().degree() - 1, index));
        }
        yield new KeyId.Galois((int) index);
      }
    };
  }

  /** An evaluation key. */
  public EvaluationKey evaluationKey(KeyId id, OpenFheEvaluationKey key) {
    checkOwner(key.owner());
    Parameters parameters = ckks.parameters();
    int level = parameters.maxLevel();
    return new EvaluationKey(
        id,
        level,
        parameters,
        digits(key.b()),
        new ExplicitHalf(level, parameters, digits(key.a())));
  }

  private long[][][] digits(List<OpenFhePolynomial> digits) {
    int level = ckks.parameters().maxLevel();
    if (digits.size() != ckks.parameters().digits(level)) {
      throw new MismatchException(
          "An evaluation key has %d digits, but this one has %d."
              .formatted(ckks.parameters().digits(level), digits.size()));
    }
    RnsBasis basis = ckks.ring().basisQp(level);
    return digits.stream()
        .map(digit -> polynomials.toRotunda(digit, basis).limbs().all())
        .toArray(long[][][]::new);
  }

  /**
   * Refuses an object of another context.
   *
   * @throws MismatchException if the context is another
   */
  public void checkOwner(Ownership owner) {
    if (!owner.context().equals(context)) {
      throw new MismatchException(
          "The object carries another context than the one it is converted with; use objects of one"
              + " context.");
    }
  }

  /** A ciphertext for OpenFHE, under the name that its key set has there. */
  public OpenFheCiphertext ciphertext(Ciphertext ciphertext, String keyTag) {
    int level = otherLevel(ciphertext.level());
    return new OpenFheCiphertext(
        new Ownership(context, keyTag),
        ciphertext.components().stream().map(polynomials::toOpenFhe).toList(),
        ciphertext.slots(),
        level,
        0,
        scalingFactors.degree(level, ciphertext.scale()),
        ciphertext.scale(),
        1,
        CKKS_ENCODING,
        new OpenFheCiphertext.Metadata());
  }

  /** A public key for OpenFHE. */
  public OpenFhePublicKey publicKey(PublicKey key, String keyTag) {
    return new OpenFhePublicKey(
        new Ownership(context, keyTag),
        List.of(polynomials.toOpenFhe(key.b()), polynomials.toOpenFhe(key.a())));
  }

  /**
   * An evaluation key for OpenFHE.
   *
   * @throws MismatchException if it is truncated to a lower level, which OpenFHE does not know
   */
  public OpenFheEvaluationKey evaluationKey(EvaluationKey key, String keyTag) {
    Parameters parameters = ckks.parameters();
    int level = parameters.maxLevel();
    if (key.level() != level) {
      throw new MismatchException(
          "OpenFHE's keys reach the highest level %d, but the key %s reaches %d; generate it for the highest."
              .formatted(level, key.id(), key.level()));
    }
    RnsBasis basis = ckks.ring().basisQp(level);
    int digits = parameters.digits(level);
    long[][][] a = new long[digits][basis.size()][];
    long[][][] b = new long[digits][basis.size()][];
    for (int i = 0; i < basis.size(); i++) {
      int prime = basis.primeIndex(i);
      try (LimbBlock uniform = key.a().limbs(digits, prime, engine)) {
        for (int j = 0; j < digits; j++) {
          a[j][i] = uniform.get(j).clone();
          b[j][i] = key.b(j, prime);
        }
      }
    }
    return new OpenFheEvaluationKey(
        new Ownership(context, keyTag), polynomials(a, basis), polynomials(b, basis));
  }

  private List<OpenFhePolynomial> polynomials(long[][][] digits, RnsBasis basis) {
    List<OpenFhePolynomial> converted = new ArrayList<>();
    for (long[][] limbs : digits) {
      converted.add(polynomials.toOpenFhe(new NttPoly(basis, LimbBlock.onHeap(limbs))));
    }
    return List.copyOf(converted);
  }
}
