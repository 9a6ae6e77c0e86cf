package org.rotunda.keys.generation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.rotunda.ckks.evaluation.EvaluationKey;
import org.rotunda.ckks.evaluation.KeyId;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.ckks.ring.Automorphism;
import org.rotunda.ckks.ring.CoeffPoly;
import org.rotunda.ckks.ring.GaloisElements;
import org.rotunda.ckks.ring.LimbBlock;
import org.rotunda.ckks.ring.Modulus;
import org.rotunda.ckks.ring.NttPoly;
import org.rotunda.ckks.ring.RingArithmetic;
import org.rotunda.ckks.ring.RnsBasis;
import org.rotunda.ckks.secret.SecretKeyAccess;
import org.rotunda.ckks.testing.TestScheme;

/** Recovers the errors of a key from the secret: e_j = b_j + a_j s' - P g_j s_old. */
final class KeyErrors {
  private KeyErrors() {}

  /** The coefficients of e_j, after a check that they are the same modulo every prime. */
  static long[] of(TestScheme scheme, EvaluationKey key, int digit) {
    Parameters parameters = scheme.parameters();
    RingArithmetic arithmetic = new RingArithmetic(scheme.engine());
    RnsBasis basis = scheme.context().ring().basisQp(key.level());
    NttPoly s =
        arithmetic.toNtt(
            arithmetic.lift(
                scheme.secret().coefficients(SecretKeyAccess.onKeyOwnersMachine()), basis));
    NttPoly from =
        switch (key.id()) {
          case KeyId.Relinearisation _ -> arithmetic.multiply(s, s);
          case KeyId.Galois _ -> s;
          case KeyId.Encapsulation _ -> throw outside(key.id());
        };
    NttPoly to =
        switch (key.id()) {
          case KeyId.Relinearisation _ -> s;
          case KeyId.Galois(int element) ->
              arithmetic.permute(
                  s,
                  new Automorphism(
                      parameters.degree(), GaloisElements.inverse(element, parameters.degree())));
          case KeyId.Encapsulation _ -> throw outside(key.id());
        };
    NttPoly b = poly(basis, limb -> key.b(digit, basis.primeIndex(limb)));
    NttPoly a =
        poly(
            basis,
            limb -> key.a().limbs(digit + 1, basis.primeIndex(limb), scheme.engine()).get(digit));
    NttPoly gadget =
        arithmetic.multiplyScalar(from, limb -> gadget(parameters, basis, limb, digit));
    CoeffPoly error =
        arithmetic.toCoeff(
            arithmetic.subtract(arithmetic.add(b, arithmetic.multiply(a, to)), gadget));
    long[] first = centered(error, 0);
    for (int limb = 1; limb < basis.size(); limb++) {
      assertThat(centered(error, limb)).isEqualTo(first);
    }
    return first;
  }

  private static IllegalArgumentException outside(KeyId id) {
    return new IllegalArgumentException("The key " + id + " has an equation of its own.");
  }

  private interface Limbs {
    long[] get(int limb);
  }

  private static NttPoly poly(RnsBasis basis, Limbs limbs) {
    long[][] all = new long[basis.size()][];
    Arrays.setAll(all, limbs::get);
    return new NttPoly(basis, LimbBlock.onHeap(all));
  }

  /** P g_j modulo the prime of a limb. */
  private static long gadget(Parameters parameters, RnsBasis basis, int limb, int digit) {
    int prime = basis.primeIndex(limb);
    if (prime > parameters.maxLevel() || prime / parameters.digitSize() != digit) {
      return 0;
    }
    Modulus q = basis.modulus(limb);
    long product = 1;
    for (long p : parameters.p()) {
      product = q.multiply(product, q.reduceWord(p));
    }
    return product;
  }

  private static long[] centered(CoeffPoly poly, int limb) {
    Modulus q = poly.basis().modulus(limb);
    return Arrays.stream(poly.limb(limb)).map(q::centered).toArray();
  }
}
