// Loads a folder that `rotunda crosscheck-write` wrote, computes with OpenFHE what Rotunda did, and
// compares residues; then decrypts and compares values, where the modulus is large enough for them.
//
//   import FOLDER [KEYS]
//
// With KEYS, a folder that OpenFHE wrote for the same secret key, its evaluation keys take the place of
// Rotunda's: results are then compared by value only.

#include <cmath>
#include <functional>

#include "common.h"

using namespace lbcrypto;

namespace {

class Comparison {
 public:
  Comparison(std::string folder, std::string keys, bool exact)
      : folder_(std::move(folder)), keys_(std::move(keys)), exact_(exact) {
    load("cc", context_);
    load("sk", secretKey_);
    std::ifstream relinearisation(keys_ + "/emk.bin", std::ios::binary);
    rotunda::check(context_->DeserializeEvalMultKey(relinearisation, SerType::BINARY), unreadable(keys_, "emk"));
    std::ifstream automorphism(keys_ + "/eak.bin", std::ios::binary);
    rotunda::check(context_->DeserializeEvalAutomorphismKey(automorphism, SerType::BINARY), unreadable(keys_, "eak"));
  }

  template <typename T>
  void load(const std::string& name, T& object) const {
    rotunda::check(Serial::DeserializeFromFile(folder_ + "/" + name + ".bin", object, SerType::BINARY),
                   unreadable(folder_, name));
  }

  static std::string unreadable(const std::string& folder, const std::string& name) {
    return folder + "/" + name + ".bin is absent or can't be read";
  }

  rotunda::Ciphertext ciphertext(const std::string& name) const {
    rotunda::Ciphertext loaded;
    load(name, loaded);
    return loaded;
  }

  const rotunda::Context& context() const {
    return context_;
  }

  using Slot = std::function<double(uint32_t)>;

  // One line for one object; what OpenFHE refuses is a FAIL, and the next object follows.
  void expect(const std::string& name, const std::function<rotunda::Ciphertext()>& compute, const Slot& slot,
              bool usesKeys) {
    try {
      compare(name, compute(), slot, usesKeys);
    } catch (const std::exception& failure) {
      failed_++;
      std::cout << "FAIL " << name << ": " << failure.what() << "\n";
    }
  }

  int failed() const {
    return failed_;
  }

 private:
  // The same residues as the file's first, and then slots within the bound of the expected ones.
  void compare(const std::string& name, const rotunda::Ciphertext& computed, const Slot& slot, bool usesKeys) {
    bool compares = exact_ || !usesKeys;
    if (compares && ciphertext(name)->GetElements() != computed->GetElements()) {
      throw std::runtime_error("other residues");
    }
    std::string residues = compares ? "same residues" : "other keys";
    double logScale = std::log2(computed->GetScalingFactor());
    double logModulus = computed->GetElements()[0].GetModulus().GetMSB() - 1;
    if (logScale + 1 >= logModulus) {
      std::cout << (compares ? "PASS " : "SKIP ") << name << ": " << residues << ", a scale of 2^"
                << std::lround(logScale) << " leaves no room for values modulo 2^" << logModulus << "\n";
      return;
    }
    Plaintext decrypted;
    context_->Decrypt(secretKey_, computed, &decrypted);
    auto values = decrypted->GetCKKSPackedValue();
    double worst = 0;
    for (uint32_t i = 0; i < values.size(); i++) {
      worst = std::max(worst, std::abs(values[i] - slot(i)));
    }
    double bound = (freshBound() + (usesKeys ? keySwitchBound() : 0)) / nominal();
    if (!(worst <= bound)) {
      throw std::runtime_error(residues + ", but a slot is off by " + std::to_string(worst));
    }
    std::cout << "PASS " << name << ": " << residues << ", slots within 2^" << std::log2(worst) << " of at most 2^"
              << std::log2(bound) << "\n";
  }

  double degree() const {
    return context_->GetRingDimension();
  }

  // Six deviations of a slot of v e + e_0 + s e_1 with ternary v and s, sigma 3.2, three times over: for
  // both factors of a product and the noise that decryption adds on purpose.
  double freshBound() const {
    return 3 * 6 * 3.2 * std::sqrt(4 * degree() / 3) * std::sqrt(degree());
  }

  // OpenFHE converts bases without centering, so the digits and the remainder modulo P have means of
  // half their ranges, and such a mean's polynomial, 1 + X + X^2 + ..., has a slot as large as 2 N / pi.
  double keySwitchBound() const {
    auto parameters = rotunda::parametersOf(context_);
    double special = parameters->GetParamsP()->GetModulus().ConvertToDouble();
    double primes = parameters->GetNumPerPartQ();
    double noise = 0;
    for (uint32_t j = 0; j < parameters->GetNumPartQ(); j++) {
      double digit = parameters->GetParamsPartQ(j)->GetModulus().ConvertToDouble();
      noise += std::pow(primes * digit / special * 3.2 * std::sqrt(degree()), 2);
    }
    double remainder = parameters->GetParamsP()->GetParams().size() * std::sqrt(2 * degree() / 3);
    return 6 * degree() / M_PI * (std::sqrt(noise) + remainder);
  }

  double nominal() const {
    return std::ldexp(1.0, static_cast<int>(rotunda::parametersOf(context_)->GetPlaintextModulus()));
  }

  std::string folder_;
  std::string keys_;
  bool exact_;
  rotunda::Context context_;
  rotunda::SecretKey secretKey_;
  int failed_ = 0;
};

int run(const std::string& folder, const std::string& keys, bool exact) {
  Comparison comparison(folder, keys, exact);
  const rotunda::Context& context = comparison.context();
  auto x = comparison.ciphertext("ct_x");
  auto y = comparison.ciphertext("ct_y");
  uint32_t slots = x->GetSlots();
  auto valuesX = rotunda::valuesOfX(slots);
  auto valuesY = rotunda::valuesOfY(slots);
  auto productAt = [&](uint32_t i) { return valuesX[i] * valuesY[i]; };

  auto atX = [&](uint32_t i) { return valuesX[i]; };
  auto product = [&] { return context->EvalMult(x, y); };
  auto lower = [&] { return rotunda::rescaled(context, product()); };
  auto square = [&] {
    auto factor = lower();
    return context->EvalMult(factor, factor);
  };

  comparison.expect("ct_x", [&] { return x; }, atX, false);
  comparison.expect("ct_y", [&] { return y; }, [&](uint32_t i) { return valuesY[i]; }, false);
  comparison.expect("ct_xs", [&] { return comparison.ciphertext("ct_xs"); }, atX, false);
  comparison.expect("ct_mul3", [&] { return context->EvalMultNoRelin(x, y); }, productAt, false);
  comparison.expect("ct_mul", product, productAt, true);
  comparison.expect("ct_mul_rs", lower, productAt, true);
  comparison.expect("ct_mul2", square, [&](uint32_t i) { return productAt(i) * productAt(i); }, true);
  comparison.expect("ct_rot1", [&] { return context->EvalRotate(x, 1); },
                    [&](uint32_t i) { return valuesX[(i + 1) % slots]; }, true);
  comparison.expect("ct_rotm1", [&] { return context->EvalRotate(x, -1); },
                    [&](uint32_t i) { return valuesX[(i + slots - 1) % slots]; }, true);
  comparison.expect("ct_mulc", [&] { return context->EvalMult(x, rotunda::CONSTANT); },
                    [&](uint32_t i) { return valuesX[i] * rotunda::CONSTANT; }, false);
  comparison.expect("ct_addc", [&] { return context->EvalAdd(x, rotunda::CONSTANT); },
                    [&](uint32_t i) { return valuesX[i] + rotunda::CONSTANT; }, false);
  return comparison.failed();
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 2 && count != 3) {
    std::cerr << "usage: import FOLDER [KEYS]\n";
    return 2;
  }
  try {
    return run(arguments[1], arguments[count - 1], count == 2) == 0 ? 0 : 1;
  } catch (const std::exception& failure) {
    std::cerr << "import: " << failure.what() << "\n";
    return 1;
  }
}
