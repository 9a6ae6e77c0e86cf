package org.rotunda.bench.reproduce;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.rotunda.ckks.encoding.ComplexVector;
import org.rotunda.ckks.encoding.Encoder;
import org.rotunda.ckks.encryption.Encryptor;
import org.rotunda.ckks.evaluation.Ciphertext;
import org.rotunda.ckks.evaluation.KeyId;
import org.rotunda.ckks.params.CkksContext;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.ckks.ring.Engine;
import org.rotunda.ckks.sampling.RandomSource;
import org.rotunda.ckks.secret.Decryptor;
import org.rotunda.ckks.secret.SecretKey;
import org.rotunda.ckks.secret.SecretKeyAccess;
import org.rotunda.ckks.secret.SecretKeyEncryptor;
import org.rotunda.compiler.cli.job.Progress;
import org.rotunda.compiler.program.CipherType;
import org.rotunda.compiler.program.Port;
import org.rotunda.compiler.program.Program;
import org.rotunda.keys.generation.KeySetGenerator;
import org.rotunda.keys.material.KeyRequest;
import org.rotunda.keys.seed.KeySetId;
import org.rotunda.paging.store.KeyStoreWriter;
import org.rotunda.paging.store.StoreAuthentication;

/** Who holds the secret key of a measurement. It never leaves this process. */
final class KeyOwner implements AutoCloseable {

  private final CkksContext context;
  private final Engine engine;
  private final Encoder encoder;
  private final SecretKey secret;
  private final Encryptor encryptor;
  private final Decryptor decryptor;
  private final RandomSource random = RandomSource.platform();
  private final SecretKeyAccess access = SecretKeyAccess.onKeyOwnersMachine();

  /** Draws a secret key. */
  KeyOwner(CkksContext context, Engine engine) {
    this.context = context;
    this.engine = engine;
    this.encoder = new Encoder(context, engine);
    this.secret = SecretKey.generate(context.parameters(), random);
    try (SecretKeyEncryptor keys =
        new SecretKeyEncryptor(context, engine, secret, random, access)) {
      this.encryptor = new Encryptor(context, engine, keys.publicKey(), random);
    }
    this.decryptor = new Decryptor(context, engine, secret, access);
  }

  /** Generates every key that a contender uses, at full level, into one store. */
  void generate(List<Contender> contenders, Path store) throws IOException {
    Parameters parameters = context.parameters();
    Map<KeyId, KeyRequest> requests = new TreeMap<>();
    for (Contender contender : contenders) {
      contender
          .plan()
          .trace()
          .topLevels()
          .keySet()
          .forEach(id -> requests.put(id, new KeyRequest(id, parameters.maxLevel())));
    }
    KeySetId keySet = KeySetId.fresh(random);
    try (KeyStoreWriter writer =
            KeyStoreWriter.create(store, parameters, keySet, new StoreAuthentication.None());
        KeySetGenerator generator =
            new KeySetGenerator(context, engine, secret, keySet, random, access);
        Progress progress = Progress.begin("Generating keys", requests.size())) {
      generator.generate(
          List.copyOf(requests.values()), writer, (_, done, _) -> progress.done(done));
    }
  }

  /** Encrypts the elements of a program's one input at the program's types. */
  List<Ciphertext> encrypt(Program program, double[] elements) {
    Port input = program.inputs().getFirst();
    List<double[]> parts = input.layout().pack(elements);
    List<Ciphertext> ciphertexts = new ArrayList<>();
    for (int part = 0; part < parts.size(); part++) {
      CipherType type = program.type(input.parts().get(part));
      ComplexVector slots = ComplexVector.ofReal(parts.get(part));
      try (var plaintext = encoder.encode(slots, type.level(), type.scale())) {
        ciphertexts.add(encryptor.encrypt(plaintext));
      }
    }
    return ciphertexts;
  }

  /** Decrypts the elements of a program's one output. */
  double[] decrypt(Program program, List<Ciphertext> output) {
    List<double[]> parts = new ArrayList<>();
    for (Ciphertext ciphertext : output) {
      try (var plaintext = decryptor.decrypt(ciphertext)) {
        parts.add(encoder.decode(plaintext).real());
      }
    }
    return program.outputs().getFirst().layout().unpack(parts);
  }

  @Override
  public void close() {
    decryptor.close();
    secret.destroy();
  }
}
