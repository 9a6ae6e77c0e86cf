import org.jspecify.annotations.NullMarked;

/**
 * The mathematics and the scheme: RNS-CKKS from modular arithmetic to linear transforms and
 * polynomials.
 *
 * <p>A package is exported as soon as it holds a public type; {@code ring.kernel} only to
 * Rotunda's own modules.
 */
@NullMarked
module org.rotunda.ckks {
  requires static jdk.incubator.vector;
  requires static org.jspecify;
  requires JTransforms;
  requires commons.math3;
}
