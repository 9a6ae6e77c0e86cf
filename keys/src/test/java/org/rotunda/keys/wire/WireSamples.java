package org.rotunda.keys.wire;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.rotunda.ckks.encoding.Plaintext;
import org.rotunda.ckks.evaluation.Ciphertext;
import org.rotunda.ckks.ring.Engine;
import org.rotunda.ckks.ring.LimbAllocator;
import org.rotunda.ckks.secret.SecretKeyAccess;
import org.rotunda.ckks.testing.SeededRandom;
import org.rotunda.ckks.testing.TestScheme;
import org.rotunda.keys.generation.PublicKeyGenerator;
import org.rotunda.keys.secret.KeySetSecret;
import org.rotunda.keys.secret.Passphrase;
import org.rotunda.keys.secret.SecretKeyFormat;
import org.rotunda.keys.secret.SeededEncryptor;
import org.rotunda.keys.seed.KeySetId;
import org.rotunda.keys.seed.SeededCiphertext;
import org.rotunda.keys.seed.SeededPublicKey;
import org.rotunda.keys.testing.SmallKeySets;

/** One small object of every kind, as bytes, with what reads it. */
final class WireSamples {
  static final KeySetId KEY_SET = SmallKeySets.keySet(1);
  static final Argon2Cost CHEAP = new Argon2Cost(8, 1, 1);
  private static final String PASSPHRASE = "correct horse";

  private final TestScheme scheme = new TestScheme(SmallKeySets.tiny(), 1);

  /** What reads an object of a kind under the right parameters. */
  private interface Reading {
    void read(WireSource source, LimbAllocator allocator) throws IOException;
  }

  /** An object and its reader. */
  static final class Sample {
    private final byte[] bytes;
    private final Reading reading;

    private Sample(byte[] bytes, Reading reading) {
      this.bytes = bytes;
      this.reading = reading;
    }

    /** A copy of the bytes. */
    byte[] bytes() {
      return bytes.clone();
    }

    void read(byte[] object, LimbAllocator allocator) throws IOException {
      reading.read(source(object), allocator);
    }
  }

  TestScheme scheme() {
    return scheme;
  }

  static byte[] bytes(WireWriting writing) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    writing.write(WireTarget.stream(out));
    return out.toByteArray();
  }

  /** Writes an object to a target. */
  interface WireWriting {
    void write(WireTarget target) throws IOException;
  }

  static WireSource source(byte[] bytes) {
    return WireSource.stream("sample", new ByteArrayInputStream(bytes), 1 << 20);
  }

  Map<String, Sample> all() throws IOException {
    Map<String, Sample> samples = new LinkedHashMap<>();
    samples.put("parameters", new Sample(parameters(), this::readParameters));
    samples.put("public key", new Sample(publicKey(), this::readPublicKey));
    samples.put("secret key", new Sample(secretKey(), this::readSecretKey));
    samples.put("plaintexts", new Sample(plaintexts(), this::readPlaintexts));
    samples.put("ciphertexts", new Sample(ciphertexts(), this::readCiphertexts));
    samples.put("seeded ciphertexts", new Sample(seededCiphertexts(), this::readCiphertexts));
    return samples;
  }

  byte[] parameters() throws IOException {
    return bytes(target -> ParametersFormat.write(target, scheme.parameters()));
  }

  private void readParameters(WireSource source, LimbAllocator allocator) throws IOException {
    ParametersFormat.readInsecureForTesting(source);
  }

  SeededPublicKey newPublicKey() {
    return PublicKeyGenerator.generate(
        scheme.context(), scheme.engine(), scheme.secretEncryptor(), KEY_SET, new SeededRandom(2));
  }

  byte[] publicKey() throws IOException {
    return bytes(target -> PublicKeyFormat.write(target, scheme.parameters(), newPublicKey()));
  }

  private void readPublicKey(WireSource source, LimbAllocator allocator) throws IOException {
    PublicKeyFormat.read(source, scheme.context(), allocator).b().close();
  }

  byte[] secretKey() throws IOException {
    try (Passphrase passphrase = new Passphrase(PASSPHRASE.toCharArray())) {
      return bytes(
          target ->
              SecretKeyFormat.write(
                  target,
                  new KeySetSecret(KEY_SET, scheme.secret()),
                  passphrase,
                  CHEAP,
                  new SeededRandom(3),
                  SecretKeyAccess.onKeyOwnersMachine()));
    }
  }

  private void readSecretKey(WireSource source, LimbAllocator allocator) throws IOException {
    try (Passphrase passphrase = new Passphrase(PASSPHRASE.toCharArray())) {
      SecretKeyFormat.read(
          source, scheme.parameters(), passphrase, SecretKeyAccess.onKeyOwnersMachine());
    }
  }

  Labelled<Plaintext> newPlaintext(String label, int level) {
    return new Labelled<>(
        label,
        scheme.encoder().encode(scheme.randomComplex(8), level, scheme.parameters().scale()));
  }

  byte[] plaintexts() throws IOException {
    List<Labelled<Plaintext>> plaintexts = List.of(newPlaintext("x", 2), newPlaintext("", 0));
    return bytes(target -> PlaintextFormat.write(target, scheme.parameters(), plaintexts));
  }

  private void readPlaintexts(WireSource source, LimbAllocator allocator) throws IOException {
    PlaintextFormat.read(source, scheme.context(), allocator).forEach(it -> it.value().close());
  }

  /** A ciphertext of two components and one of three. */
  List<Labelled<Ciphertext>> newCiphertexts() {
    Ciphertext linear = scheme.encrypt(scheme.randomComplex(8), 1);
    Ciphertext quadratic = scheme.evaluator().multiply(linear, linear);
    return List.of(new Labelled<>("linear", linear), new Labelled<>("quadratic", quadratic));
  }

  byte[] ciphertexts() throws IOException {
    return bytes(
        target -> CiphertextFormat.write(target, scheme.parameters(), KEY_SET, newCiphertexts()));
  }

  List<Labelled<SeededCiphertext>> newSeededCiphertexts() {
    SeededEncryptor encryptor =
        new SeededEncryptor(
            scheme.context(),
            scheme.engine(),
            scheme.secretEncryptor(),
            KEY_SET,
            new SeededRandom(4));
    return List.of(
        new Labelled<>("a", encryptor.encrypt(newPlaintext("", 2).value())),
        new Labelled<>("b", encryptor.encrypt(newPlaintext("", 0).value())));
  }

  byte[] seededCiphertexts() throws IOException {
    return bytes(
        target ->
            CiphertextFormat.writeSeeded(
                target, scheme.parameters(), KEY_SET, newSeededCiphertexts()));
  }

  private void readCiphertexts(WireSource source, LimbAllocator allocator) throws IOException {
    Engine engine = new Engine(scheme.engine().kernels(), allocator, scheme.engine().executor());
    CiphertextFormat.read(source, scheme.context(), KEY_SET, engine)
        .forEach(it -> it.value().close());
  }
}
