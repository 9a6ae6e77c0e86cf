package org.rotunda.ckks.testing;

import java.util.SplittableRandom;
import org.rotunda.ckks.encoding.ComplexVector;
import org.rotunda.ckks.encoding.Encoder;
import org.rotunda.ckks.encoding.Plaintext;
import org.rotunda.ckks.encryption.Encryptor;
import org.rotunda.ckks.evaluation.Ciphertext;
import org.rotunda.ckks.evaluation.EvaluationKey;
import org.rotunda.ckks.evaluation.EvaluationKeys;
import org.rotunda.ckks.evaluation.Evaluator;
import org.rotunda.ckks.evaluation.KeyId;
import org.rotunda.ckks.params.CkksContext;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.ckks.ring.Engine;
import org.rotunda.ckks.ring.LimbAllocator;
import org.rotunda.ckks.ring.LimbExecutor;
import org.rotunda.ckks.ring.kernel.KernelProvider;
import org.rotunda.ckks.secret.Decryptor;
import org.rotunda.ckks.secret.EvaluationKeyGenerator;
import org.rotunda.ckks.secret.SecretKey;
import org.rotunda.ckks.secret.SecretKeyAccess;
import org.rotunda.ckks.secret.SecretKeyEncryptor;

/**
 * One secret key with everything around it, reproducible from a seed; keys appear as they are used.
 */
public final class TestScheme {
  private final CkksContext context;
  private final Engine engine;
  private final SecretKey secret;
  private final Encoder encoder;
  private final SecretKeyEncryptor secretEncryptor;
  private final Encryptor encryptor;
  private final Decryptor decryptor;
  private final KeyForge forge;
  private final SplittableRandom messages;

  /** Draws a secret key from a seed. */
  public TestScheme(Parameters parameters, long seed) {
    this(CkksContext.of(parameters), seed);
  }

  /** As {@link #TestScheme(Parameters, long)} with tables at hand. */
  public TestScheme(CkksContext context, long seed) {
    this(
        context,
        new Engine(KernelProvider.select(), LimbAllocator.heap(), LimbExecutor.serial()),
        seed);
  }

  /** On a given engine. */
  public TestScheme(CkksContext context, Engine engine, long seed) {
    SeededRandom random = new SeededRandom(seed);
    SecretKeyAccess access = SecretKeyAccess.onKeyOwnersMachine();
    this.context = context;
    this.engine = engine;
    this.secret = SecretKey.generate(context.parameters(), random);
    this.encoder = new Encoder(context, engine);
    this.secretEncryptor = new SecretKeyEncryptor(context, engine, secret, random, access);
    this.encryptor = new Encryptor(context, engine, secretEncryptor.publicKey(), random);
    this.decryptor = new Decryptor(context, engine, secret, access);
    this.forge =
        new KeyForge(
            context, new EvaluationKeyGenerator(context, engine, secret, random, access), random);
    this.messages = new SplittableRandom(~seed);
  }

  /** The parameters' tables. */
  public CkksContext context() {
    return context;
  }

  /** The parameters. */
  public Parameters parameters() {
    return context.parameters();
  }

  /** The engine. */
  public Engine engine() {
    return engine;
  }

  /** The secret key. */
  public SecretKey secret() {
    return secret;
  }

  /** The encoder. */
  public Encoder encoder() {
    return encoder;
  }

  /** The public-key encryptor. */
  public Encryptor encryptor() {
    return encryptor;
  }

  /** The secret-key encryptor. */
  public SecretKeyEncryptor secretEncryptor() {
    return secretEncryptor;
  }

  /** The decryptor. */
  public Decryptor decryptor() {
    return decryptor;
  }

  /** Every key, made at the top level when first asked for. */
  public EvaluationKeys keys() {
    return forge;
  }

  /** A new key of a given level, not among {@link #keys}. */
  public EvaluationKey newKey(KeyId id, int level) {
    return forge.make(id, level);
  }

  /** An evaluator with all keys. */
  public Evaluator evaluator() {
    return new Evaluator(context, engine, forge);
  }

  /** Random complex slots with parts uniform in [-1, 1]. */
  public ComplexVector randomComplex(int slots) {
    return ComplexVector.of(parts(slots), parts(slots));
  }

  /** Random real slots uniform in [-1, 1]. */
  public ComplexVector randomReal(int slots) {
    return ComplexVector.ofReal(parts(slots));
  }

  private double[] parts(int slots) {
    double[] parts = new double[slots];
    for (int i = 0; i < slots; i++) {
      parts[i] = 2 * messages.nextDouble() - 1;
    }
    return parts;
  }

  /** A fresh public-key encryption at a level, at the parameters' scale. */
  public Ciphertext encrypt(ComplexVector values, int level) {
    return encryptor.encrypt(encoder.encode(values, level, parameters().scale()));
  }

  /** The slots of a decryption. */
  public ComplexVector decrypt(Ciphertext ciphertext) {
    try (Plaintext plaintext = decryptor.decrypt(ciphertext)) {
      return encoder.decode(plaintext);
    }
  }
}
