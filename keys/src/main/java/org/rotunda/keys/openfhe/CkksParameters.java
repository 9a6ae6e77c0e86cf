package org.rotunda.keys.openfhe;

import org.rotunda.keys.openfhe.archive.Node;
import org.rotunda.keys.openfhe.archive.Pointer;

/**
 * The parameters of OpenFHE's CKKS.
 *
 * @param rlwe what all schemes over rings have
 * @param keySwitching how keys are switched
 * @param scaling how scales are managed
 * @param encryptionTechnique 0: standard
 * @param multiplicationTechnique 1: HPS, unused by CKKS
 * @param digits the number of digits of hybrid key switching, dnum
 * @param specialPrimeBits 60
 * @param extraBits 20 for FLEXIBLEAUTOEXT, otherwise 0
 * @param compressionLevel of interactive bootstrapping, 3
 * @param compositeDegree primes a level, 1
 * @param registerWordSize 64
 * @param complexData 0: slots are real; 1: complex
 */
public record CkksParameters(
    RlweParameters rlwe,
    KeySwitchTechnique keySwitching,
    ScalingTechnique scaling,
    long encryptionTechnique,
    long multiplicationTechnique,
    long digits,
    long specialPrimeBits,
    long extraBits,
    long compressionLevel,
    long compositeDegree,
    long registerWordSize,
    long complexData) {
  private static final Node<CkksParameters> RNS =
      Node.object(
          "CryptoParametersRNS",
          0,
          fields ->
              new CkksParameters(
                  fields.get("value0", RlweParameters.NODE, CkksParameters::rlwe),
                  fields.get(
                      "ks", Node.oneOf(KeySwitchTechnique.class), CkksParameters::keySwitching),
                  fields.get("rs", Node.oneOf(ScalingTechnique.class), CkksParameters::scaling),
                  fields.get("encs", Node.U32, CkksParameters::encryptionTechnique),
                  fields.get("muls", Node.U32, CkksParameters::multiplicationTechnique),
                  fields.get("dnum", Node.U32, CkksParameters::digits),
                  fields.get("ab", Node.U32, CkksParameters::specialPrimeBits),
                  fields.get("eb", Node.U32, CkksParameters::extraBits),
                  fields.get("ccl", Node.U32, CkksParameters::compressionLevel),
                  fields.get("cd", Node.U32, CkksParameters::compositeDegree),
                  fields.get("rws", Node.U32, CkksParameters::registerWordSize),
                  fields.get("cdt", Node.U32, CkksParameters::complexData)));

  static final Node<CkksParameters> POINTER =
      Pointer.polymorphic(
          "lbcrypto::CryptoParametersCKKSRNS",
          CkksParameters.class,
          Node.object(
              "CryptoParametersCKKSRNS", 0, fields -> fields.get("value0", RNS, own -> own)));
}
