// Runs deeper FLEXIBLEAUTO circuits and prints what they decrypt to, for comparison by value:
//
//   NAME LOG_DEGREE DEPTH SCALE_BITS FIRST_BITS DIGITS LOG_ERROR
//   SLOT SLOT ...
//
// LOG_ERROR is OpenFHE's estimate of the error, log2 of the standard deviation of a coefficient. Slots
// are real, as hexadecimal floating-point numbers.

#include <cmath>
#include <cstdio>

#include "common.h"

using namespace lbcrypto;

namespace {

constexpr uint32_t LOG_DEGREE = 11;
constexpr uint32_t SLOTS = 1U << (LOG_DEGREE - 1);
constexpr uint32_t DIAGONALS = 8;

class Circuits {
 public:
  explicit Circuits(const rotunda::Settings& settings)
      : settings_(settings), context_(rotunda::contextOf(settings)), keys_(context_->KeyGen()) {
    context_->EvalMultKeyGen(keys_.secretKey);
    context_->EvalRotateKeyGen(keys_.secretKey, {1, 2, 3, 4, 5, 6, 7});
  }

  rotunda::Ciphertext encrypt(const std::vector<double>& values) const {
    return context_->Encrypt(keys_.publicKey, context_->MakeCKKSPackedPlaintext(values));
  }

  void print(const char* name, const rotunda::Ciphertext& result) const {
    Plaintext decrypted;
    context_->Decrypt(keys_.secretKey, result, &decrypted);
    std::printf("%s %u %u %u %u %u %a\n", name, settings_.logDegree, settings_.depth, settings_.scaleBits,
                settings_.firstBits, settings_.digits, decrypted->GetLogError());
    for (double value : decrypted->GetRealPackedValue()) {
      std::printf("%a ", value);
    }
    std::printf("\n");
  }

  // Factors and summands of different levels, so that OpenFHE adjusts scales at every step. Values are
  // near 1, so that errors are neither suppressed nor blown up on the way.
  void adjustments() const {
    std::vector<double> valuesOfX(SLOTS);
    std::vector<double> valuesOfY(SLOTS);
    for (uint32_t i = 0; i < SLOTS; i++) {
      valuesOfX[i] = 0.75 + i / (2.0 * SLOTS);
      valuesOfY[i] = 1.25 - i / (2.0 * SLOTS);
    }
    auto x = encrypt(valuesOfX);
    auto y = encrypt(valuesOfY);
    auto a = context_->EvalMult(x, y);
    auto b = context_->EvalMult(a, x);
    auto c = context_->EvalMult(b, a);
    auto d = context_->EvalMult(c, b);
    auto e = context_->EvalAdd(d, x);
    auto f = context_->EvalMult(e, e);
    print("adjustments", context_->EvalMult(f, y));
  }

  void sigmoid() const {
    std::vector<double> values(SLOTS);
    for (uint32_t i = 0; i < SLOTS; i++) {
      values[i] = 8.0 * i / SLOTS - 4;
    }
    auto logistic = [](double t) { return 1 / (1 + std::exp(-t)); };
    print("sigmoid", context_->EvalChebyshevFunction(logistic, encrypt(values), -4, 4, 27));
  }

  void linearTransform() const {
    auto x = encrypt(rotunda::valuesOfX(SLOTS));
    rotunda::Ciphertext sum;
    for (uint32_t k = 0; k < DIAGONALS; k++) {
      std::vector<double> diagonal(SLOTS);
      for (uint32_t i = 0; i < SLOTS; i++) {
        diagonal[i] = 1.0 / (1 + k + i % 5);
      }
      auto rotated = k == 0 ? x : context_->EvalRotate(x, static_cast<int32_t>(k));
      auto term = context_->EvalMult(rotated, context_->MakeCKKSPackedPlaintext(diagonal));
      sum = k == 0 ? term : context_->EvalAdd(sum, term);
    }
    print("linear", sum);
  }

 private:
  rotunda::Settings settings_;
  rotunda::Context context_;
  KeyPair<DCRTPoly> keys_;
};

}  // namespace

int main() {
  Circuits(rotunda::fullyPacked(LOG_DEGREE, 6, 45, 60, 3, FLEXIBLEAUTO)).adjustments();
  Circuits(rotunda::fullyPacked(LOG_DEGREE, 8, 50, 60, 3, FLEXIBLEAUTO)).sigmoid();
  Circuits(rotunda::fullyPacked(LOG_DEGREE, 2, 45, 60, 3, FLEXIBLEAUTO)).linearTransform();
  return 0;
}
