// Measures Intel HEXL alone, on one thread, for `rotunda bench compare`; see rounds.h.
//
//   measure_hexl LOG_DEGREE BITS...
//
// Names end in the size of the prime: "forward-ntt-50".

#include <cstdint>
#include <list>
#include <random>

#include "hexl/hexl.hpp"
#include "rounds.h"

namespace {

// What is measured for primes of one size.
class Limbs {
 public:
  Limbs(std::size_t degree, int bits)
      : prime_(largestPrime(degree, bits)),
        transform_(degree, prime_),
        x_(random(degree)),
        y_(random(degree)),
        out_(degree) {}

  void forward() { transform_.ComputeForward(x_.data(), x_.data(), 1, 1); }

  void inverse() { transform_.ComputeInverse(x_.data(), x_.data(), 1, 1); }

  void multiply() {
    intel::hexl::EltwiseMultMod(out_.data(), x_.data(), y_.data(), x_.size(), prime_, 1);
  }

 private:
  // The largest prime below 2^bits that is 1 modulo 2N; HEXL's own search takes those above.
  static uint64_t largestPrime(std::size_t degree, int bits) {
    uint64_t candidate = (uint64_t{1} << bits) + 1 - 2 * degree;
    while (!intel::hexl::IsPrime(candidate)) {
      candidate -= 2 * degree;
    }
    return candidate;
  }

  std::vector<uint64_t> random(std::size_t degree) const {
    std::mt19937_64 generator(1);
    std::uniform_int_distribution<uint64_t> residues(0, prime_ - 1);
    std::vector<uint64_t> limb(degree);
    for (uint64_t& residue : limb) {
      residue = residues(generator);
    }
    return limb;
  }

  uint64_t prime_;
  intel::hexl::NTT transform_;
  std::vector<uint64_t> x_;
  std::vector<uint64_t> y_;
  std::vector<uint64_t> out_;
};

}  // namespace

int main(int count, char** arguments) {
  if (count < 3) {
    std::cerr << "usage: measure_hexl LOG_DEGREE BITS...\n";
    return 2;
  }
  try {
    std::size_t degree = std::size_t{1} << std::stoul(arguments[1]);
    std::list<Limbs> all;
    rotunda::Rounds rounds;
    for (int i = 2; i < count; i++) {
      std::string bits = arguments[i];
      Limbs& limbs = all.emplace_back(degree, std::stoi(bits));
      rounds.add("forward-ntt-" + bits, [&limbs] { limbs.forward(); });
      rounds.add("inverse-ntt-" + bits, [&limbs] { limbs.inverse(); });
      rounds.add("multiply-" + bits, [&limbs] { limbs.multiply(); });
    }
    rounds.serve();
    return 0;
  } catch (const std::exception& failure) {
    std::cerr << "measure_hexl: " << failure.what() << "\n";
    return 1;
  }
}
