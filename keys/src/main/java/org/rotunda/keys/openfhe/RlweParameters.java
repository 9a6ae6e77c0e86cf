package org.rotunda.keys.openfhe;

import org.rotunda.keys.openfhe.archive.Node;

/**
 * What OpenFHE keeps of a scheme over polynomial rings. Codes of which only their value matters
 * here are numbers.
 *
 * @param elements the chain of Q
 * @param encoding how plaintexts are encoded
 * @param sigma standard deviation of the errors, of single precision
 * @param assurance 36, of single precision
 * @param noiseScale 1
 * @param digitSize 0 for hybrid key switching
 * @param noiseEstimate for flooding decryptions
 * @param multiplicativeDepth depth of the circuit the chain was made for
 * @param additions a hint of other schemes
 * @param keySwitches a hint of other schemes
 * @param reEncryptionHops a hint of proxy re-encryption
 * @param maxRelinearisationDegree the highest power of the secret with a key, 2
 * @param secret how secrets are drawn
 * @param reEncryptionMode 0: not set
 * @param multipartyMode 1: fixed noise
 * @param executionMode 0: evaluation
 * @param decryptionNoiseMode 0: fixed noise
 * @param securityLevel 0 to 5, or 6: not checked
 * @param floodingSigma for flooding decryptions
 * @param statisticalSecurity for flooding decryptions
 * @param adversarialQueries for flooding decryptions
 * @param thresholdParties for threshold decryption
 */
public record RlweParameters(
    DcrtParameters elements,
    EncodingParameters encoding,
    double sigma,
    double assurance,
    long noiseScale,
    long digitSize,
    double noiseEstimate,
    long multiplicativeDepth,
    long additions,
    long keySwitches,
    long reEncryptionHops,
    long maxRelinearisationDegree,
    SecretDistributionCode secret,
    long reEncryptionMode,
    long multipartyMode,
    long executionMode,
    long decryptionNoiseMode,
    long securityLevel,
    double floodingSigma,
    double statisticalSecurity,
    double adversarialQueries,
    long thresholdParties) {
  /** The innermost base class. */
  private record Base(DcrtParameters elements, EncodingParameters encoding) {
    static final Node<Base> NODE =
        Node.object(
            "CryptoParametersBase",
            0,
            fields ->
                new Base(
                    fields.get("elp", DcrtParameters.POINTER, Base::elements),
                    fields.get("enp", EncodingParameters.POINTER, Base::encoding)));
  }

  static final Node<RlweParameters> NODE =
      Node.object(
          "CryptoParametersRLWE",
          0,
          fields -> {
            Base base =
                fields.get("value0", Base.NODE, rlwe -> new Base(rlwe.elements(), rlwe.encoding()));
            return new RlweParameters(
                base.elements(),
                base.encoding(),
                fields.get("dp", Node.F32, RlweParameters::sigma),
                fields.get("am", Node.F32, RlweParameters::assurance),
                fields.get("ns", Node.U64, RlweParameters::noiseScale),
                fields.get("rw", Node.U32, RlweParameters::digitSize),
                fields.get("nest", Node.F64, RlweParameters::noiseEstimate),
                fields.get("muld", Node.U32, RlweParameters::multiplicativeDepth),
                fields.get("addc", Node.U32, RlweParameters::additions),
                fields.get("kswc", Node.U32, RlweParameters::keySwitches),
                fields.get("phops", Node.U32, RlweParameters::reEncryptionHops),
                fields.get("md", Node.U32, RlweParameters::maxRelinearisationDegree),
                fields.get("mo", Node.oneOf(SecretDistributionCode.class), RlweParameters::secret),
                fields.get("pmo", Node.U32, RlweParameters::reEncryptionMode),
                fields.get("mmo", Node.U32, RlweParameters::multipartyMode),
                fields.get("exm", Node.U32, RlweParameters::executionMode),
                fields.get("dnm", Node.U32, RlweParameters::decryptionNoiseMode),
                fields.get("slv", Node.U32, RlweParameters::securityLevel),
                fields.get("fdp", Node.F64, RlweParameters::floodingSigma),
                fields.get("ss", Node.F64, RlweParameters::statisticalSecurity),
                fields.get("aq", Node.F64, RlweParameters::adversarialQueries),
                fields.get("tp", Node.U32, RlweParameters::thresholdParties));
          });
}
