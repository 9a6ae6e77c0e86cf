// Prints what OpenFHE multiplies by and adds for real constants, one line each, as expected values for
// tests:
//
//   LOG_DEGREE DEPTH SCALE_BITS FIRST_BITS DIGITS TECHNIQUE CONSTANT SCALE_DEGREE ; LEVEL factor modulo q_0,
//   q_1 ... ; LEVEL addend ...
//
// Constants are hexadecimal floating-point numbers. Levels are OpenFHE's: a product of an automatic technique
// is rescaled before it is multiplied. What OpenFHE refuses prints "refused" instead of numbers.

#include <cstdio>
#include <functional>

#include "common.h"

using namespace lbcrypto;

namespace {

const std::vector<double> CONSTANTS = {
    0.0, 1.0, -1.0, 0.5, -0.5, 0.3, -0.3, 1.0 / 3, -1.0 / 3, M_PI, -M_PI, 1e-9, -1e-9, 0x1p-50, -0x1p-50,
    0x1.8p-45, -0x1.8p-45, 12345.678, -12345.678, 0x1.fffffffffffffp0, -0x1.fffffffffffffp0, 1048577.0 / 3};

// One entry of each tower of the first component tells.
void print(const rotunda::Ciphertext& before, const std::function<rotunda::Ciphertext()>& compute,
           const std::function<NativeInteger(const NativeInteger&, const NativeInteger&, const NativeInteger&)>& change) {
  try {
    auto after = compute();
    std::printf(" %zu", before->GetLevel());
    const auto& from = before->GetElements()[0].GetAllElements();
    const auto& to = after->GetElements()[0].GetAllElements();
    for (size_t i = 0; i < from.size(); i++) {
      std::printf(" %s", change(from[i].GetValues()[0], to[i].GetValues()[0], from[i].GetModulus()).ToString().c_str());
    }
  } catch (const std::exception&) {
    std::printf(" refused");
  }
}

void print(const rotunda::Context& context, const rotunda::Settings& settings, const char* technique,
           const rotunda::Ciphertext& x, double constant) {
  auto degree = x->GetNoiseScaleDeg();
  std::printf("%u %u %u %u %u %s %a %zu ;", settings.logDegree, settings.depth, settings.scaleBits,
              settings.firstBits, settings.digits, technique, constant, degree);
  bool rescales = degree == 2 && settings.technique != FIXEDMANUAL;
  auto operand = rescales ? rotunda::rescaled(context, x) : x;
  print(operand, [&] { return context->EvalMult(x, constant); },
        [](const NativeInteger& before, const NativeInteger& after, const NativeInteger& q) {
          return after.ModMul(before.ModInverse(q), q);
        });
  std::printf(" ;");
  print(x, [&] { return context->EvalAdd(x, constant); },
        [](const NativeInteger& before, const NativeInteger& after, const NativeInteger& q) {
          return after.ModSub(before, q);
        });
  std::printf("\n");
}

// Fresh, and multiplied: of scale degrees 1 and 2, or 2 at both levels with an extra modulus; without
// automatic rescaling also of degree 3.
void print(const rotunda::Settings& settings, const char* technique) {
  rotunda::Context context = rotunda::contextOf(settings);
  auto keys = context->KeyGen();
  auto x = context->Encrypt(keys.publicKey, context->MakeCKKSPackedPlaintext(rotunda::valuesOfX(4)));
  int products = settings.technique == FIXEDMANUAL ? 2 : 1;
  for (int i = 0; i <= products; i++) {
    for (double constant : CONSTANTS) {
      print(context, settings, technique, x, constant);
    }
    x = context->EvalMult(x, 0.5);
  }
}

}  // namespace

int main() {
  for (const char* technique : {"FIXEDMANUAL", "FIXEDAUTO", "FLEXIBLEAUTO", "FLEXIBLEAUTOEXT"}) {
    for (uint32_t scaleBits : {30U, 45U, 50U, 59U}) {
      print(rotunda::fullyPacked(5, 2, scaleBits, 60, 1, rotunda::techniqueOf(technique)), technique);
    }
    print(rotunda::fullyPacked(12, 5, 52, 60, 2, rotunda::techniqueOf(technique)), technique);
  }
  return 0;
}
