package org.rotunda.keys.openfhe;

import org.rotunda.keys.openfhe.archive.Node;
import org.rotunda.keys.openfhe.archive.Pointer;

/**
 * How plaintexts are encoded.
 *
 * @param plaintextModulus for CKKS, log2 of the nominal scale
 * @param root 0
 * @param bigModulus 0
 * @param bigRoot 0
 * @param generator 0
 * @param batchSize the default number of slots
 */
public record EncodingParameters(
    long plaintextModulus,
    long root,
    long bigModulus,
    long bigRoot,
    long generator,
    long batchSize) {
  static final Node<EncodingParameters> POINTER =
      Pointer.polymorphic(
          EncodingParameters.class,
          Node.object(
              "EncodingParamsImpl",
              1,
              fields ->
                  new EncodingParameters(
                      fields.get("m", Node.U64, EncodingParameters::plaintextModulus),
                      fields.get("ru", Integers.NATIVE, EncodingParameters::root),
                      fields.get("bm", Integers.NATIVE, EncodingParameters::bigModulus),
                      fields.get("bru", Integers.NATIVE, EncodingParameters::bigRoot),
                      fields.get("g", Node.U32, EncodingParameters::generator),
                      fields.get("bs", Node.U32, EncodingParameters::batchSize))));
}
