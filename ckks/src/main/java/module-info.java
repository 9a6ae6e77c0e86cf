import org.jspecify.annotations.NullMarked;

/**
 * The mathematics and the scheme: RNS-CKKS from modular arithmetic to linear transforms and
 * polynomials.
 *
 * <p>A package is exported as soon as it holds a public type; {@code ring.kernel} only to Rotunda's
 * own modules.
 */
@NullMarked
module org.rotunda.ckks {
  requires static jdk.incubator.vector;
  requires static org.jspecify;
  requires JTransforms;
  requires JLargeArrays;
  requires commons.math3;
  requires jdk.management;

  exports org.rotunda.ckks.ring;
  exports org.rotunda.ckks.ring.kernel to
      org.rotunda.keys,
      org.rotunda.paging,
      org.rotunda.compiler;
  exports org.rotunda.ckks.params;
  exports org.rotunda.ckks.sampling;
  exports org.rotunda.ckks.encoding;
  exports org.rotunda.ckks.encryption;
  exports org.rotunda.ckks.evaluation;
  exports org.rotunda.ckks.noise;
  exports org.rotunda.ckks.linear;
  exports org.rotunda.ckks.polynomial;
  exports org.rotunda.ckks.bootstrap;
  exports org.rotunda.ckks.secret;
}
