package org.rotunda.keys.openfhe;

import java.math.BigInteger;
import org.rotunda.keys.openfhe.archive.Node;

/**
 * A ring modulo a prime or a product of primes.
 *
 * @param cyclotomicOrder 2N
 * @param ringDimension N
 * @param modulus the prime q, or the product Q
 * @param root the primitive 2N-th root of unity psi modulo q; 0 for a product
 * @param bigModulus 0
 * @param bigRoot 0
 */
public record ElementParameters(
    long cyclotomicOrder,
    long ringDimension,
    BigInteger modulus,
    BigInteger root,
    BigInteger bigModulus,
    BigInteger bigRoot) {
  static final Node<ElementParameters> NATIVE =
      node("ElemParams<NativeInteger>", Integers.NATIVE_BIG);
  static final Node<ElementParameters> BIG = node("ElemParams<BigInteger>", Integers.BIG);

  private static Node<ElementParameters> node(String type, Node<BigInteger> integer) {
    return Node.object(
        type,
        1,
        fields ->
            new ElementParameters(
                fields.get("co", Node.U32, ElementParameters::cyclotomicOrder),
                fields.get("rd", Node.U32, ElementParameters::ringDimension),
                fields.get("cm", integer, ElementParameters::modulus),
                fields.get("ru", integer, ElementParameters::root),
                fields.get("bm", integer, ElementParameters::bigModulus),
                fields.get("br", integer, ElementParameters::bigRoot)));
  }
}
