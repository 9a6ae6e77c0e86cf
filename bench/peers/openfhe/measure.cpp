// Measures OpenFHE for `rotunda bench compare`, which runs it; see rounds.h.
//
//   measure LOG_DEGREE LIMBS BITS DIGITS
//
// The number of threads is that of OMP_NUM_THREADS. The first line tells what was chosen:
// "shape LIMBS SPECIAL_PRIMES DIGITS".

#include "common.h"
#include "rounds.h"

using namespace lbcrypto;

namespace {

constexpr int GROUP = 8;

void run(const rotunda::Settings& settings) {
  rotunda::Context context = rotunda::contextOf(settings);
  auto parameters = rotunda::parametersOf(context);
  auto keys = context->KeyGen();
  context->EvalMultKeyGen(keys.secretKey);
  std::vector<int32_t> amounts;
  for (int amount = 1; amount <= GROUP; amount++) {
    amounts.push_back(amount);
  }
  context->EvalRotateKeyGen(keys.secretKey, amounts);

  uint32_t slots = 1U << (settings.logDegree - 1);
  std::vector<double> values = rotunda::valuesOfX(slots);
  Plaintext plaintext = context->MakeCKKSPackedPlaintext(values);
  auto x = context->Encrypt(keys.publicKey, plaintext);
  auto y = context->Encrypt(keys.publicKey, context->MakeCKKSPackedPlaintext(rotunda::valuesOfY(slots)));
  // The transforms run in place; what they are given is declared to be of the form they start from.
  NativePoly forward = x->GetElements()[0].GetElementAtIndex(1);
  NativePoly inverse = forward;
  std::cout << "shape " << x->GetElements()[0].GetNumOfElements() << " "
            << parameters->GetParamsP()->GetParams().size() << " " << parameters->GetNumPartQ() << "\n";

  rotunda::Rounds rounds;
  rounds.add("forward-ntt", [&] {
    forward.OverrideFormat(Format::COEFFICIENT);
    forward.SwitchFormat();
  });
  rounds.add("inverse-ntt", [&] {
    inverse.OverrideFormat(Format::EVALUATION);
    inverse.SwitchFormat();
  });
  rounds.add("encode", [&] { context->MakeCKKSPackedPlaintext(values); });
  rounds.add("encrypt", [&] { context->Encrypt(keys.publicKey, plaintext); });
  rounds.add("add", [&] { context->EvalAdd(x, y); });
  rounds.add("multiply-relinearise", [&] { context->EvalMult(x, y); });
  rounds.add("rescale", [&] { context->Rescale(x); });
  rounds.add("rotate", [&] { context->EvalRotate(x, 1); });
  rounds.add(
      "rotate-hoisted",
      [&] {
        auto digits = context->EvalFastRotationPrecompute(x);
        for (int amount = 1; amount <= GROUP; amount++) {
          context->EvalFastRotation(x, amount, digits);
        }
      },
      GROUP);
  rounds.serve();
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 5) {
    std::cerr << "usage: measure LOG_DEGREE LIMBS BITS DIGITS\n";
    return 2;
  }
  try {
    uint32_t limbs = static_cast<uint32_t>(std::stoul(arguments[2]));
    uint32_t bits = static_cast<uint32_t>(std::stoul(arguments[3]));
    run({static_cast<uint32_t>(std::stoul(arguments[1])), limbs - 1, bits, bits,
         static_cast<uint32_t>(std::stoul(arguments[4])), FIXEDMANUAL});
    return 0;
  } catch (const std::exception& failure) {
    std::cerr << "measure: " << failure.what() << "\n";
    return 1;
  }
}
