package org.rotunda.bench.scheme;

import java.util.ArrayList;
import java.util.List;
import org.rotunda.ckks.encoding.ComplexVector;
import org.rotunda.ckks.encoding.Encoder;
import org.rotunda.ckks.encoding.Plaintext;
import org.rotunda.ckks.encryption.Encryptor;
import org.rotunda.ckks.encryption.PublicKey;
import org.rotunda.ckks.evaluation.Ciphertext;
import org.rotunda.ckks.evaluation.EvaluationKey;
import org.rotunda.ckks.evaluation.Evaluator;
import org.rotunda.ckks.evaluation.HoistedDigits;
import org.rotunda.ckks.evaluation.KeyId;
import org.rotunda.ckks.evaluation.ResidentKeys;
import org.rotunda.ckks.params.CkksContext;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.ckks.ring.Engine;
import org.rotunda.ckks.ring.GaloisElements;
import org.rotunda.ckks.ring.RnsBasis;
import org.rotunda.ckks.sampling.RandomSource;
import org.rotunda.ckks.secret.Decryptor;
import org.rotunda.ckks.secret.SecretKey;
import org.rotunda.ckks.secret.SecretKeyAccess;

/**
 * The operations that are measured, each on fixed operands at the top level, its result given back
 * at once. All keys are in memory with both halves.
 */
public final class SchemeOperations {
  /** How many rotations share their digits in {@link #rotateHoisted}. */
  public static final int GROUP = 8;

  private final Evaluator evaluator;
  private final Encoder encoder;
  private final Encryptor encryptor;
  private final Decryptor decryptor;
  private final ComplexVector values;
  private final Plaintext plaintext;
  private final Ciphertext x;
  private final Ciphertext y;

  private SchemeOperations(
      Evaluator evaluator,
      Encoder encoder,
      Encryptor encryptor,
      Decryptor decryptor,
      ComplexVector values,
      Ciphertext x,
      Ciphertext y) {
    this.evaluator = evaluator;
    this.encoder = encoder;
    this.encryptor = encryptor;
    this.decryptor = decryptor;
    this.values = values;
    this.plaintext = encoder.encode(values);
    this.x = x;
    this.y = y;
  }

  /** Operands and keys: {@value #GROUP} rotations and the relinearisation. */
  public static SchemeOperations prepare(SchemeShape shape, Engine engine) {
    Parameters parameters = shape.parameters();
    CkksContext context = CkksContext.of(parameters);
    RandomPolynomials random = new RandomPolynomials(parameters);
    RnsBasis top = context.ring().basisQ(parameters.maxLevel());
    List<EvaluationKey> keys = new ArrayList<>();
    keys.add(random.key(new KeyId.Relinearisation()));
    for (int amount = 1; amount <= GROUP; amount++) {
      keys.add(random.key(new KeyId.Galois(GaloisElements.rotation(amount, parameters.degree()))));
    }
    double[] values = new double[parameters.slots()];
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.sin(i);
    }
    return new SchemeOperations(
        new Evaluator(context, engine, new ResidentKeys(keys)),
        new Encoder(context, engine),
        new Encryptor(
            context,
            engine,
            new PublicKey(random.over(top), random.over(top)),
            RandomSource.platform()),
        new Decryptor(
            context,
            engine,
            SecretKey.generate(parameters, RandomSource.platform()),
            SecretKeyAccess.onKeyOwnersMachine()),
        ComplexVector.ofReal(values),
        ciphertext(parameters, random, top),
        ciphertext(parameters, random, top));
  }

  private static Ciphertext ciphertext(
      Parameters parameters, RandomPolynomials random, RnsBasis top) {
    return new Ciphertext(
        List.of(random.over(top), random.over(top)), parameters.scale(), parameters.slots());
  }

  /** Encodes N/2 real slots. */
  public void encode() {
    encoder.encode(values).close();
  }

  /** Encrypts an encoded plaintext under a public key. */
  public void encrypt() {
    encryptor.encrypt(plaintext).close();
  }

  /** Decrypts a ciphertext of two components, without decoding it. */
  public void decrypt() {
    decryptor.decrypt(x).close();
  }

  /** Adds two ciphertexts. */
  public void add() {
    evaluator.add(x, y).close();
  }

  /** Multiplies two ciphertexts and relinearises the product. */
  public void multiplyRelinearise() {
    try (Ciphertext product = evaluator.multiply(x, y)) {
      evaluator.relinearise(product).close();
    }
  }

  /** Rescales a ciphertext. */
  public void rescale() {
    evaluator.rescale(x).close();
  }

  /** Rotates a ciphertext by one slot. */
  public void rotate() {
    evaluator.rotate(x, 1).close();
  }

  /** Rotates a ciphertext by 1 to {@value #GROUP} slots, its digits made once. */
  public void rotateHoisted() {
    try (HoistedDigits digits = evaluator.hoist(x)) {
      for (int amount = 1; amount <= GROUP; amount++) {
        evaluator.rotateHoisted(x, digits, amount).close();
      }
    }
  }
}
