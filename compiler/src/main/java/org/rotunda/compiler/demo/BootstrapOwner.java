package org.rotunda.compiler.demo;

import java.io.IOException;
import java.nio.file.Path;
import org.rotunda.ckks.bootstrap.BootstrapPlan;
import org.rotunda.ckks.encoding.ComplexVector;
import org.rotunda.ckks.encoding.Encoder;
import org.rotunda.ckks.encoding.Plaintext;
import org.rotunda.ckks.evaluation.Ciphertext;
import org.rotunda.ckks.params.CkksContext;
import org.rotunda.ckks.ring.Engine;
import org.rotunda.ckks.sampling.RandomSource;
import org.rotunda.ckks.secret.Decryptor;
import org.rotunda.ckks.secret.SecretKey;
import org.rotunda.ckks.secret.SecretKeyAccess;
import org.rotunda.ckks.secret.SecretKeyEncryptor;
import org.rotunda.keys.generation.KeyGenerationListener;
import org.rotunda.keys.generation.KeySetGenerator;
import org.rotunda.keys.material.KeyRequest;
import org.rotunda.keys.seed.KeySetId;
import org.rotunda.paging.store.KeyStoreWriter;
import org.rotunda.paging.store.StoreAuthentication;

/** Who has the secret key that ciphertexts to bootstrap are under. Destroys the key when closed. */
public final class BootstrapOwner implements AutoCloseable {
  private final BootstrapPlan plan;
  private final CkksContext context;
  private final Engine engine;
  private final Encoder encoder;
  private final SecretKey secret;
  private final SecretKeyEncryptor encryptor;
  private final Decryptor decryptor;
  private final RandomSource random = RandomSource.platform();
  private final SecretKeyAccess access = SecretKeyAccess.onKeyOwnersMachine();

  /** Draws a secret key. */
  public BootstrapOwner(BootstrapPlan plan, CkksContext context, Engine engine) {
    this.plan = plan;
    this.context = context;
    this.engine = engine;
    this.encoder = new Encoder(context, engine);
    this.secret = SecretKey.generate(plan.parameters(), random);
    this.encryptor = new SecretKeyEncryptor(context, engine, secret, random, access);
    this.decryptor = new Decryptor(context, engine, secret, access);
  }

  /** Generates exactly the keys that the plan uses, each at the highest level of its uses. */
  public void generateKeys(Path store, KeyGenerationListener listener) throws IOException {
    KeySetId keySet = KeySetId.fresh(random);
    try (KeyStoreWriter writer =
            KeyStoreWriter.create(
                store, plan.parameters(), keySet, new StoreAuthentication.None());
        KeySetGenerator generator =
            new KeySetGenerator(context, engine, secret, keySet, random, access)) {
      generator.generate(
          plan.requiredKeys().stream().map(use -> new KeyRequest(use.id(), use.level())).toList(),
          writer,
          listener);
    }
  }

  /** Encrypts at a level, under the secret key. */
  public Ciphertext encrypt(ComplexVector message, int level) {
    try (Plaintext plaintext = encoder.encode(message, level, plan.outputScale())) {
      return encryptor.encrypt(plaintext);
    }
  }

  /** What a ciphertext holds. */
  public ComplexVector decrypt(Ciphertext ciphertext) {
    try (Plaintext plaintext = decryptor.decrypt(ciphertext)) {
      return encoder.decode(plaintext);
    }
  }

  @Override
  public void close() {
    decryptor.close();
    encryptor.close();
    secret.destroy();
  }
}
