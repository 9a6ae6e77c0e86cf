package org.rotunda.keys.openfhe;

import java.util.List;
import org.rotunda.keys.openfhe.archive.Node;
import org.rotunda.keys.openfhe.archive.Pointer;

/**
 * An evaluation key of hybrid key switching: one pair of polynomials over Q and P a digit.
 *
 * @param owner its context and key set
 * @param a the uniform polynomials
 * @param b the others, b_j = -a_j s' + e_j + P g_j s_old
 */
public record OpenFheEvaluationKey(
    Ownership owner, List<OpenFhePolynomial> a, List<OpenFhePolynomial> b) {
  private static final int MAX_DIGITS = 128;

  private static final Node<List<OpenFhePolynomial>> POLYNOMIALS =
      Node.list(OpenFhePolynomial.NODE, MAX_DIGITS);

  private static final Node<Ownership> BASE =
      Node.object("EvalKeyImpl", 0, fields -> fields.get("value0", Ownership.OF_KEY, own -> own));

  /** A key of a map, which nothing refers to. */
  static final Node<OpenFheEvaluationKey> POINTER =
      Pointer.passing(
          "lbcrypto::EvalKeyRelinImpl<lbcrypto::DCRTPoly>",
          Node.object(
              "EvalKeyRelinImpl",
              0,
              fields ->
                  new OpenFheEvaluationKey(
                      fields.get("value0", BASE, OpenFheEvaluationKey::owner),
                      fields.get("ak", POLYNOMIALS, OpenFheEvaluationKey::a),
                      fields.get("bk", POLYNOMIALS, OpenFheEvaluationKey::b))));
}
