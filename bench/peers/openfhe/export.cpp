// Writes a folder for `rotunda crosscheck`: a context, its keys, plaintexts, ciphertexts and what
// OpenFHE computes from them, each as NAME.bin, and with --json as NAME.json too.
//
//   export FOLDER LOG_DEGREE DEPTH SCALE_BITS FIRST_BITS DIGITS TECHNIQUE [--slots SLOTS] [--json]
//
// The folder must exist; the depth must be at least 1. There are N/2 slots, or a smaller power of two.
// The values of the plaintexts are in x.txt and y.txt, a line a slot.

#include "common.h"

using namespace lbcrypto;

namespace {

class Writer {
 public:
  Writer(std::string folder, bool json) : folder_(std::move(folder)), json_(json) {}

  template <typename T>
  void write(const std::string& name, const T& object) const {
    rotunda::check(Serial::SerializeToFile(folder_ + "/" + name + ".bin", object, SerType::BINARY), name);
    if (json_) {
      rotunda::check(Serial::SerializeToFile(folder_ + "/" + name + ".json", object, SerType::JSON), name);
    }
  }

  // Digits enough to read the same double again.
  void writeValues(const std::string& name, const std::vector<double>& values) const {
    std::ofstream file(folder_ + "/" + name + ".txt");
    file.precision(17);
    for (double value : values) {
      file << value << "\n";
    }
    file.close();
    rotunda::check(file.good(), name);
  }

  template <typename Format>
  void writeKeys(const std::string& ending, const Format& format) const {
    std::ofstream relinearisation(folder_ + "/emk" + ending, std::ios::binary);
    rotunda::check(CryptoContextImpl<DCRTPoly>::SerializeEvalMultKey(relinearisation, format), "emk");
    std::ofstream automorphism(folder_ + "/eak" + ending, std::ios::binary);
    rotunda::check(CryptoContextImpl<DCRTPoly>::SerializeEvalAutomorphismKey(automorphism, format), "eak");
  }

  void writeKeys() const {
    writeKeys(".bin", SerType::BINARY);
    if (json_) {
      writeKeys(".json", SerType::JSON);
    }
  }

 private:
  std::string folder_;
  bool json_;
};

void run(const Writer& writer, const rotunda::Settings& settings) {
  rotunda::Context context = rotunda::contextOf(settings);
  auto keys = context->KeyGen();
  context->EvalMultKeyGen(keys.secretKey);
  int32_t conjugation = static_cast<int32_t>((2U << settings.logDegree) - 1);
  context->EvalRotateKeyGen(keys.secretKey, {1, -1, conjugation});

  auto valuesX = rotunda::valuesOfX(settings.slots);
  auto valuesY = rotunda::valuesOfY(settings.slots);
  Plaintext x = context->MakeCKKSPackedPlaintext(valuesX);
  Plaintext y = context->MakeCKKSPackedPlaintext(valuesY);
  auto encryptedX = context->Encrypt(keys.publicKey, x);
  auto encryptedY = context->Encrypt(keys.publicKey, y);
  auto product = context->EvalMult(encryptedX, encryptedY);
  auto lower = rotunda::rescaled(context, product);

  writer.write("cc", context);
  writer.write("pk", keys.publicKey);
  writer.write("sk", keys.secretKey);
  writer.writeKeys();
  writer.writeValues("x", valuesX);
  writer.writeValues("y", valuesY);
  writer.write("pt_x", x->GetElement<DCRTPoly>());
  writer.write("pt_y", y->GetElement<DCRTPoly>());
  writer.write("ct_x", encryptedX);
  writer.write("ct_y", encryptedY);
  writer.write("ct_xs", context->Encrypt(keys.secretKey, x));
  writer.write("ct_mul3", context->EvalMultNoRelin(encryptedX, encryptedY));
  writer.write("ct_mul", product);
  writer.write("ct_mul_rs", lower);
  writer.write("ct_mul2", context->EvalMult(lower, lower));
  writer.write("ct_rot1", context->EvalRotate(encryptedX, 1));
  writer.write("ct_rotm1", context->EvalRotate(encryptedX, -1));
  writer.write("ct_mulc", context->EvalMult(encryptedX, rotunda::CONSTANT));
  writer.write("ct_addc", context->EvalAdd(encryptedX, rotunda::CONSTANT));
}

constexpr int REQUIRED = 8;

int usage() {
  std::cerr << "usage: export FOLDER LOG_DEGREE DEPTH SCALE_BITS FIRST_BITS DIGITS TECHNIQUE [--slots SLOTS] [--json]\n";
  return 2;
}

}  // namespace

int main(int count, char** arguments) {
  if (count < REQUIRED) {
    return usage();
  }
  try {
    rotunda::Settings settings = rotunda::settingsOf(arguments + 2);
    bool json = false;
    for (int i = REQUIRED; i < count; i++) {
      std::string option = arguments[i];
      if (option == "--json") {
        json = true;
      } else if (option == "--slots" && i + 1 < count) {
        settings.slots = static_cast<uint32_t>(std::stoul(arguments[++i]));
      } else {
        return usage();
      }
    }
    run(Writer(arguments[1], json), settings);
    return 0;
  } catch (const std::exception& failure) {
    std::cerr << "export: " << failure.what() << "\n";
    return 1;
  }
}
