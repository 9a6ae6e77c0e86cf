// What the programs share: OpenFHE's CKKS with the serialisation of all its objects.
#pragma once

#include <complex>
#include <cstdint>
#include <fstream>
#include <iostream>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

#include "ciphertext-ser.h"
#include "cryptocontext-ser.h"
#include "key/key-ser.h"
#include "openfhe.h"
#include "scheme/ckksrns/ckksrns-ser.h"

namespace rotunda {

using Context = lbcrypto::CryptoContext<lbcrypto::DCRTPoly>;
using Ciphertext = lbcrypto::Ciphertext<lbcrypto::DCRTPoly>;
using SecretKey = lbcrypto::PrivateKey<lbcrypto::DCRTPoly>;
using PublicKey = lbcrypto::PublicKey<lbcrypto::DCRTPoly>;

// What a context is made of. The order is that of the programs' arguments.
struct Settings {
  uint32_t logDegree;
  uint32_t depth;
  uint32_t scaleBits;
  uint32_t firstBits;
  uint32_t digits;
  lbcrypto::ScalingTechnique technique;
  uint32_t slots;
};

inline lbcrypto::ScalingTechnique techniqueOf(const std::string& name) {
  static const std::map<std::string, lbcrypto::ScalingTechnique> names = {
      {"FIXEDMANUAL", lbcrypto::FIXEDMANUAL},
      {"FIXEDAUTO", lbcrypto::FIXEDAUTO},
      {"FLEXIBLEAUTO", lbcrypto::FLEXIBLEAUTO},
      {"FLEXIBLEAUTOEXT", lbcrypto::FLEXIBLEAUTOEXT}};
  auto found = names.find(name);
  if (found == names.end()) {
    throw std::invalid_argument(
        "The technique should be FIXEDMANUAL, FIXEDAUTO, FLEXIBLEAUTO or FLEXIBLEAUTOEXT, but is " + name);
  }
  return found->second;
}

// As many slots as there can be.
inline Settings fullyPacked(uint32_t logDegree, uint32_t depth, uint32_t scaleBits, uint32_t firstBits,
                            uint32_t digits, lbcrypto::ScalingTechnique technique) {
  return {logDegree, depth, scaleBits, firstBits, digits, technique, 1U << (logDegree - 1)};
}

// Six arguments: log2 N, depth, scale bits, first modulus bits, digits, technique.
inline Settings settingsOf(char** arguments) {
  return fullyPacked(static_cast<uint32_t>(std::stoul(arguments[0])), static_cast<uint32_t>(std::stoul(arguments[1])),
                     static_cast<uint32_t>(std::stoul(arguments[2])), static_cast<uint32_t>(std::stoul(arguments[3])),
                     static_cast<uint32_t>(std::stoul(arguments[4])), techniqueOf(arguments[5]));
}

// Without a check of security: the programs compare computations, they protect nothing.
inline Context contextOf(const Settings& settings) {
  lbcrypto::CCParams<lbcrypto::CryptoContextCKKSRNS> parameters;
  parameters.SetSecurityLevel(lbcrypto::HEStd_NotSet);
  parameters.SetRingDim(1U << settings.logDegree);
  parameters.SetMultiplicativeDepth(settings.depth);
  parameters.SetScalingModSize(settings.scaleBits);
  parameters.SetFirstModSize(settings.firstBits);
  parameters.SetNumLargeDigits(settings.digits);
  parameters.SetScalingTechnique(settings.technique);
  parameters.SetBatchSize(settings.slots);
  Context context = lbcrypto::GenCryptoContext(parameters);
  context->Enable(lbcrypto::PKE);
  context->Enable(lbcrypto::KEYSWITCH);
  context->Enable(lbcrypto::LEVELEDSHE);
  context->Enable(lbcrypto::ADVANCEDSHE);
  return context;
}

inline std::shared_ptr<lbcrypto::CryptoParametersCKKSRNS> parametersOf(const Context& context) {
  return std::dynamic_pointer_cast<lbcrypto::CryptoParametersCKKSRNS>(context->GetCryptoParameters());
}

inline void check(bool done, const std::string& what) {
  if (!done) {
    throw std::runtime_error(what);
  }
}

// x_i = 0.25 + i / (2 slots) and y_i = 1 / (i + 2): the values that the cross-check knows.
inline std::vector<double> valuesOfX(uint32_t slots) {
  std::vector<double> values(slots);
  for (uint32_t i = 0; i < slots; i++) {
    values[i] = 0.25 + i / (2.0 * slots);
  }
  return values;
}

inline std::vector<double> valuesOfY(uint32_t slots) {
  std::vector<double> values(slots);
  for (uint32_t i = 0; i < slots; i++) {
    values[i] = 1.0 / (i + 2);
  }
  return values;
}

constexpr double CONSTANT = 0.3;

// Divides by the last prime; in the automatic techniques the public Rescale does nothing.
inline Ciphertext rescaled(const Context& context, const Ciphertext& ciphertext) {
  Ciphertext result = ciphertext->Clone();
  context->GetScheme()->ModReduceInternalInPlace(result, 1);
  return result;
}

}  // namespace rotunda
