// Bootstraps given numbers for `rotunda bench bootstrap`, which runs it.
//
//   bootstrap LOG_DEGREE LEVELS SECRET TIMES INPUT OUTPUT
//
// N = 2^LOG_DEGREE with N/2 slots, 59-bit primes, transforms in three levels each; LEVELS are left
// after a bootstrap; SECRET is SPARSE_ENCAPSULATED or UNIFORM_TERNARY. INPUT has N/2 numbers, one a
// line; OUTPUT gets those that the last of TIMES bootstraps gives. Prints "NAME VALUE" lines. The
// number of threads is that of OMP_NUM_THREADS.

#include <chrono>
#include <cmath>
#include <iomanip>

#include "common.h"
#include "scheme/ckksrns/ckksrns-fhe.h"

using namespace lbcrypto;

namespace {

double secondsSince(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

std::vector<double> numbersOf(const std::string& name, uint32_t count) {
  std::ifstream in(name);
  std::vector<double> numbers;
  double number;
  while (in >> number) {
    numbers.push_back(number);
  }
  rotunda::check(numbers.size() == count, name + " should have as many numbers as there are slots");
  return numbers;
}

// The most kibibytes that this process has had, from the system.
std::string peakMemory() {
  std::ifstream in("/proc/self/status");
  std::string word;
  while (in >> word) {
    if (word == "VmHWM:") {
      in >> word;
      return word;
    }
  }
  return "0";
}

SecretKeyDist secretOf(const std::string& name) {
  rotunda::check(name == "SPARSE_ENCAPSULATED" || name == "UNIFORM_TERNARY",
                 "The secret should be SPARSE_ENCAPSULATED or UNIFORM_TERNARY, but is " + name);
  return name == "UNIFORM_TERNARY" ? UNIFORM_TERNARY : SPARSE_ENCAPSULATED;
}

double logOf(const std::vector<std::shared_ptr<ILNativeParams>>& primes) {
  double sum = 0;
  for (const auto& prime : primes) {
    sum += std::log2(prime->GetModulus().ConvertToDouble());
  }
  return sum;
}

void run(uint32_t logDegree, uint32_t levels, SecretKeyDist secret, int times, const std::string& input,
         const std::string& output) {
  std::vector<uint32_t> budget = {3, 3};
  uint32_t slots = 1U << (logDegree - 1);
  uint32_t depth = levels + FHECKKSRNS::GetBootstrapDepth(budget, secret);
  CCParams<CryptoContextCKKSRNS> parameters;
  parameters.SetSecretKeyDist(secret);
  parameters.SetSecurityLevel(HEStd_NotSet);
  parameters.SetRingDim(1U << logDegree);
  parameters.SetScalingModSize(59);
  parameters.SetFirstModSize(60);
  parameters.SetScalingTechnique(FLEXIBLEAUTO);
  parameters.SetMultiplicativeDepth(depth);
  parameters.SetBatchSize(slots);
  rotunda::Context context = GenCryptoContext(parameters);
  context->Enable(PKE);
  context->Enable(KEYSWITCH);
  context->Enable(LEVELEDSHE);
  context->Enable(ADVANCEDSHE);
  context->Enable(FHE);
  auto made = rotunda::parametersOf(context);
  std::cout << "logQP "
            << logOf(made->GetElementParams()->GetParams()) + logOf(made->GetParamsP()->GetParams()) << "\n";

  context->EvalBootstrapSetup(budget, {0, 0}, slots);
  auto start = std::chrono::steady_clock::now();
  auto keys = context->KeyGen();
  context->EvalMultKeyGen(keys.secretKey);
  context->EvalBootstrapKeyGen(keys.secretKey, slots);
  std::cout << "generation " << secondsSince(start) << "\n";
  std::cout << "keys " << context->GetEvalAutomorphismKeyMap(keys.secretKey->GetKeyTag()).size() + 1 << "\n";

  std::vector<double> numbers = numbersOf(input, slots);
  auto x = context->Encrypt(keys.publicKey, context->MakeCKKSPackedPlaintext(numbers, 1, depth - 1));
  Ciphertext<DCRTPoly> y;
  for (int i = 0; i < times; i++) {
    start = std::chrono::steady_clock::now();
    y = context->EvalBootstrap(x);
    std::cout << "bootstrap " << secondsSince(start) << std::endl;
  }
  std::cout << "from " << depth - x->GetLevel() << "\n";
  std::cout << "to " << depth - y->GetLevel() - (y->GetNoiseScaleDeg() - 1) << "\n";
  std::cout << "process " << peakMemory() << "\n";
  Plaintext result;
  context->Decrypt(keys.secretKey, y, &result);
  result->SetLength(slots);
  std::ofstream out(output);
  out << std::setprecision(17);
  for (double number : result->GetRealPackedValue()) {
    out << number << "\n";
  }
  rotunda::check(static_cast<bool>(out.flush()), output + " can't be written");
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 7) {
    std::cerr << "usage: bootstrap LOG_DEGREE LEVELS SPARSE_ENCAPSULATED|UNIFORM_TERNARY TIMES INPUT OUTPUT\n";
    return 2;
  }
  try {
    run(static_cast<uint32_t>(std::stoul(arguments[1])), static_cast<uint32_t>(std::stoul(arguments[2])),
        secretOf(arguments[3]), std::stoi(arguments[4]), arguments[5], arguments[6]);
    return 0;
  } catch (const std::exception& failure) {
    std::cerr << "bootstrap: " << failure.what() << "\n";
    return 1;
  }
}
