// Prints the amounts of the rotation keys that OpenFHE generates for bootstrapping, for
// ckks/src/test/resources/org/rotunda/ckks/bootstrap/openfhe-rotations.txt.
//
//   rotations
//
// A line a setting: log2 N, log2 slots, the level budgets of CoeffsToSlots and SlotsToCoeffs, and
// the amounts in ascending order, modulo N/2. The keys are generated, and read off their map; the
// conjugation is left out. The amounts don't depend on the modulus, so that it is small here.

#include <algorithm>

#include "common.h"

using namespace lbcrypto;

namespace {

struct Setting {
  uint32_t logDegree;
  uint32_t logSlots;
  uint32_t encodingBudget;
  uint32_t decodingBudget;
};

// The amounts by Galois element: 5^k modulo 2N.
std::map<uint32_t, uint32_t> amounts(uint32_t logDegree) {
  std::map<uint32_t, uint32_t> found;
  uint32_t element = 1;
  for (uint32_t amount = 0; amount < 1U << (logDegree - 1); amount++) {
    found[element] = amount;
    element = static_cast<uint32_t>(element * 5ULL % (2ULL << logDegree));
  }
  return found;
}

void print(const Setting& setting) {
  uint32_t slots = 1U << setting.logSlots;
  auto settings = rotunda::fullyPacked(setting.logDegree, 2, 45, 50, 1, FIXEDMANUAL);
  rotunda::Context context = rotunda::contextOf(settings);
  context->Enable(FHE);
  context->EvalBootstrapSetup({setting.encodingBudget, setting.decodingBudget}, {0, 0}, slots, 0, false);
  auto keys = context->KeyGen();
  context->EvalBootstrapKeyGen(keys.secretKey, slots);
  auto amountOf = amounts(setting.logDegree);
  std::vector<uint32_t> sorted;
  for (const auto& key : context->GetEvalAutomorphismKeyMap(keys.secretKey->GetKeyTag())) {
    if (key.first != (2U << setting.logDegree) - 1) {
      rotunda::check(amountOf.count(key.first) == 1, "Every key but the conjugation's should be a rotation's");
      sorted.push_back(amountOf[key.first]);
    }
  }
  std::sort(sorted.begin(), sorted.end());
  std::cout << setting.logDegree << " " << setting.logSlots << " " << setting.encodingBudget << " "
            << setting.decodingBudget;
  for (uint32_t amount : sorted) {
    std::cout << " " << amount;
  }
  std::cout << std::endl;
  context->ClearEvalAutomorphismKeys();
}

}  // namespace

int main() {
  try {
    for (const Setting& setting : std::vector<Setting>{{12, 11, 3, 3},
                                                       {12, 11, 4, 4},
                                                       {16, 15, 2, 2},
                                                       {16, 15, 3, 3},
                                                       {16, 15, 4, 3},
                                                       {16, 15, 4, 4},
                                                       {16, 15, 5, 4},
                                                       {17, 16, 4, 4},
                                                       {16, 5, 1, 1}}) {
      print(setting);
    }
    return 0;
  } catch (const std::exception& failure) {
    std::cerr << "rotations: " << failure.what() << "\n";
    return 1;
  }
}
