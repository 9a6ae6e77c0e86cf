// Prints what OpenFHE chooses for many settings, one line each, as expected values for tests:
//
//   LOG_DEGREE DEPTH SCALE_BITS FIRST_BITS DIGITS TECHNIQUE ; q_0 q_1 ... ; p_0 ... ; SF[0] SF[1] ...
//
// Scaling factors are hexadecimal floating-point numbers. Settings that OpenFHE refuses print "refused"
// after the first semicolon.

#include <cstdio>

#include "common.h"

using namespace lbcrypto;

namespace {

void printModuli(const std::shared_ptr<ILDCRTParams<BigInteger>>& chain) {
  for (const auto& tower : chain->GetParams()) {
    std::printf(" %s", tower->GetModulus().ToString().c_str());
  }
}

void print(const rotunda::Settings& settings, const char* technique) {
  std::printf("%u %u %u %u %u %s ;", settings.logDegree, settings.depth, settings.scaleBits, settings.firstBits,
              settings.digits, technique);
  try {
    rotunda::Context context = rotunda::contextOf(settings);
    auto parameters = rotunda::parametersOf(context);
    printModuli(parameters->GetElementParams());
    std::printf(" ;");
    printModuli(parameters->GetParamsP());
    std::printf(" ;");
    for (size_t level = 0; level < parameters->GetElementParams()->GetParams().size(); level++) {
      std::printf(" %a", parameters->GetScalingFactorReal(level));
    }
    std::printf("\n");
  } catch (const std::exception&) {
    std::printf(" refused\n");
  }
  CryptoContextFactory<DCRTPoly>::ReleaseAllContexts();
}

}  // namespace

int main() {
  struct Sizes {
    uint32_t logDegree, depth, scaleBits, firstBits, digits;
  };
  const std::vector<Sizes> all = {
      {4, 1, 50, 60, 1},   {4, 2, 50, 50, 2},   {5, 7, 40, 60, 3},   {8, 0, 40, 60, 1},
      {10, 3, 45, 55, 2},  {11, 5, 30, 40, 3},  {12, 10, 59, 60, 4}, {12, 11, 59, 60, 1},
      {13, 20, 35, 35, 7}, {14, 6, 45, 46, 4},  {14, 25, 50, 60, 5}, {15, 12, 52, 52, 13},
      {15, 30, 40, 60, 3}, {16, 24, 55, 60, 6}, {16, 40, 45, 60, 9}, {17, 15, 58, 60, 4},
      {17, 8, 40, 50, 3},  {3, 1, 14, 14, 1},  {3, 5, 20, 31, 2},   {4, 2, 14, 60, 3},
      {5, 3, 15, 20, 2},   {6, 3, 18, 18, 4},  {10, 2, 14, 30, 2},  {11, 1, 59, 59, 1},
      {10, 120, 45, 60, 9}, {12, 150, 50, 60, 22}, {9, 200, 35, 36, 41}};
  const std::vector<const char*> techniques = {"FIXEDMANUAL", "FIXEDAUTO", "FLEXIBLEAUTO", "FLEXIBLEAUTOEXT"};
  for (const Sizes& sizes : all) {
    for (const char* technique : techniques) {
      print(rotunda::fullyPacked(sizes.logDegree, sizes.depth, sizes.scaleBits, sizes.firstBits, sizes.digits,
                                 rotunda::techniqueOf(technique)),
            technique);
    }
  }
  return 0;
}
