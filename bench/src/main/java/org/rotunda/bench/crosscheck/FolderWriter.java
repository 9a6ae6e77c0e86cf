package org.rotunda.bench.crosscheck;

import java.io.IOException;
import java.nio.file.Path;
import java.util.AbstractList;
import java.util.List;
import java.util.stream.IntStream;
import org.rotunda.ckks.encoding.ComplexVector;
import org.rotunda.ckks.encoding.Encoder;
import org.rotunda.ckks.encoding.Plaintext;
import org.rotunda.ckks.encryption.Encryptor;
import org.rotunda.ckks.encryption.PublicKey;
import org.rotunda.ckks.evaluation.Ciphertext;
import org.rotunda.ckks.evaluation.EvaluationKey;
import org.rotunda.ckks.evaluation.Evaluator;
import org.rotunda.ckks.evaluation.ExplicitHalf;
import org.rotunda.ckks.evaluation.KeyId;
import org.rotunda.ckks.evaluation.ResidentKeys;
import org.rotunda.ckks.params.CkksContext;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.ckks.ring.Engine;
import org.rotunda.ckks.ring.GaloisElements;
import org.rotunda.ckks.ring.RnsBasis;
import org.rotunda.ckks.sampling.RandomSource;
import org.rotunda.ckks.sampling.UniformSampler;
import org.rotunda.ckks.secret.EvaluationKeyGenerator;
import org.rotunda.ckks.secret.SecretKey;
import org.rotunda.ckks.secret.SecretKeyAccess;
import org.rotunda.ckks.secret.SecretKeyEncryptor;
import org.rotunda.keys.openfhe.KeySet;
import org.rotunda.keys.openfhe.MismatchException;
import org.rotunda.keys.openfhe.OpenFheConstants;
import org.rotunda.keys.openfhe.OpenFheConverter;
import org.rotunda.keys.openfhe.OpenFheFormat;
import org.rotunda.keys.openfhe.OpenFheKeyMap;
import org.rotunda.keys.openfhe.ScalingTechnique;
import org.rotunda.keys.secret.OpenFheSecretKey;
import org.rotunda.keys.secret.OpenFheSecretKeys;

/**
 * Writes a folder as OpenFHE would: keys that Rotunda generates for a secret key, its encryptions,
 * and what it computes from them.
 */
final class FolderWriter {
  private static final double CONSTANT = 0.3;

  private final OpenFheConverter converter;
  private final CkksContext ckks;
  private final Engine engine;
  private final SecretKey secretKey;
  private final String keyTag;
  private final RandomSource random;
  private final Path folder;

  FolderWriter(
      OpenFheConverter converter,
      SecretKey secretKey,
      String keyTag,
      RandomSource random,
      Path folder) {
    this.converter = converter;
    this.ckks = converter.ckks();
    this.engine = converter.engine();
    this.secretKey = secretKey;
    this.keyTag = keyTag;
    this.random = random;
    this.folder = folder;
  }

  /** Writes all files, in binary form. */
  void write() throws IOException {
    SecretKeyAccess access = SecretKeyAccess.onKeyOwnersMachine();
    OpenFheFormat.CONTEXT.write(converter.context(), folder.resolve("cc.bin"));
    OpenFheSecretKey.FORMAT.write(
        OpenFheSecretKeys.toOpenFhe(secretKey, keyTag, converter, access),
        folder.resolve("sk.bin"));
    try (SecretKeyEncryptor underSecret =
            new SecretKeyEncryptor(ckks, engine, secretKey, random, access);
        EvaluationKeyGenerator generator =
            new EvaluationKeyGenerator(ckks, engine, secretKey, random, access)) {
      PublicKey publicKey = underSecret.publicKey();
      OpenFheFormat.PUBLIC_KEY.write(
          converter.publicKey(publicKey, keyTag), folder.resolve("pk.bin"));
      Plaintext x = plaintext("pt_x", IntStream.range(0, slots()).mapToDouble(this::x).toArray());
      Plaintext y =
          plaintext("pt_y", IntStream.range(0, slots()).mapToDouble(i -> 1.0 / (i + 2)).toArray());
      Encryptor encryptor = new Encryptor(ckks, engine, publicKey, random);
      ciphertext("ct_xs", underSecret.encrypt(x));
      evaluate(encryptor.encrypt(x), encryptor.encrypt(y), evaluator(generator));
    }
  }

  private int slots() {
    return converter.slots();
  }

  private double x(int i) {
    return 0.25 + i / (2.0 * slots());
  }

  private Plaintext plaintext(String name, double[] values) throws IOException {
    Plaintext plaintext =
        new Encoder(ckks, engine)
            .encode(
                ComplexVector.ofReal(values),
                ckks.parameters().maxLevel(),
                converter.scalingFactors().fresh(0));
    OpenFheFormat.POLYNOMIAL.write(
        converter.polynomials().toOpenFhe(plaintext.poly()), folder.resolve(name + ".bin"));
    return plaintext;
  }

  private void ciphertext(String name, Ciphertext ciphertext) throws IOException {
    OpenFheFormat.CIPHERTEXT.write(
        converter.ciphertext(ciphertext, keyTag), folder.resolve(name + ".bin"));
  }

  /** An evaluator with the keys it needs, which are written. */
  private Evaluator evaluator(EvaluationKeyGenerator generator) throws IOException {
    int degree = ckks.parameters().degree();
    EvaluationKey relinearisation = key(generator, new KeyId.Relinearisation());
    List<EvaluationKey> rotations =
        IntStream.of(
                GaloisElements.rotation(1, degree),
                GaloisElements.rotation(-1, degree),
                GaloisElements.conjugation(degree))
            .sorted()
            .mapToObj(element -> key(generator, new KeyId.Galois(element)))
            .toList();
    OpenFheKeyMap.RELINEARISATION.write(
        List.of(new KeySet(keyTag, indexed(List.of(relinearisation)))), folder.resolve("emk.bin"));
    OpenFheKeyMap.AUTOMORPHISM.write(
        List.of(new KeySet(keyTag, indexed(rotations))), folder.resolve("eak.bin"));
    return new Evaluator(
        ckks,
        engine,
        new ResidentKeys(
            List.of(relinearisation, rotations.get(0), rotations.get(1), rotations.get(2))));
  }

  private EvaluationKey key(EvaluationKeyGenerator generator, KeyId id) {
    Parameters parameters = ckks.parameters();
    int level = parameters.maxLevel();
    RnsBasis basis = ckks.ring().basisQp(level);
    long[][][] a = new long[parameters.digits(level)][basis.size()][parameters.degree()];
    for (long[][] digit : a) {
      for (int i = 0; i < digit.length; i++) {
        UniformSampler.fill(digit[i], basis.modulus(i), random, engine.kernels());
      }
    }
    return generator.generate(id, level, new ExplicitHalf(level, parameters, a));
  }

  /** Converted one by one, as they are written. */
  private List<KeySet.Indexed> indexed(List<EvaluationKey> keys) {
    return new AbstractList<>() {
      @Override
      public KeySet.Indexed get(int i) {
        EvaluationKey key = keys.get(i);
        long index =
            switch (key.id()) {
              case KeyId.Relinearisation _ -> 0;
              case KeyId.Galois(int element) -> element;
              case KeyId.Encapsulation _ ->
                  throw new MismatchException(
                      "Relinearisation and Galois keys are written, but %s was given; leave it out."
                          .formatted(key.id()));
            };
        return new KeySet.Indexed(index, converter.evaluationKey(key, keyTag));
      }

      @Override
      public int size() {
        return keys.size();
      }
    };
  }

  private void evaluate(Ciphertext x, Ciphertext y, Evaluator evaluator) throws IOException {
    ciphertext("ct_x", x);
    ciphertext("ct_y", y);
    Ciphertext operandX = operand(x, evaluator);
    Ciphertext product = evaluator.multiply(operandX, operand(y, evaluator));
    ciphertext("ct_mul3", product);
    Ciphertext linear = evaluator.relinearise(product);
    ciphertext("ct_mul", linear);
    Ciphertext rescaled = rescale(linear, evaluator);
    ciphertext("ct_mul_rs", rescaled);
    ciphertext("ct_mul2", evaluator.relinearise(evaluator.multiply(rescaled, rescaled)));
    ciphertext("ct_rot1", rotated(x, 1, evaluator));
    ciphertext("ct_rotm1", rotated(x, -1, evaluator));
    OpenFheConstants constants = new OpenFheConstants(converter);
    ciphertext("ct_mulc", constants.multiply(operandX, CONSTANT));
    int scaleDegree = converter.scalingFactors().freshDegree(0);
    ciphertext("ct_addc", constants.add(x, CONSTANT, scaleDegree));
  }

  /** OpenFHE rotates by the amount modulo N/2, however few the slots are. */
  private Ciphertext rotated(Ciphertext x, int amount, Evaluator evaluator) {
    Ciphertext full = new Ciphertext(x.components(), x.scale(), ckks.parameters().slots());
    Ciphertext rotated = evaluator.rotate(full, amount);
    return new Ciphertext(rotated.components(), rotated.scale(), x.slots());
  }

  /** OpenFHE's automatic techniques rescale what has two scales in it before multiplying. */
  private Ciphertext operand(Ciphertext x, Evaluator evaluator) {
    return converter.context().parameters().scaling() == ScalingTechnique.FLEXIBLEAUTOEXT
        ? rescale(x, evaluator)
        : x;
  }

  /** With the scale that OpenFHE notes, which in FIXED techniques is not divided by the prime. */
  private Ciphertext rescale(Ciphertext x, Evaluator evaluator) {
    Ciphertext rescaled = evaluator.rescale(x);
    double divisor = converter.scalingFactors().divisor(converter.otherLevel(x.level()));
    return new Ciphertext(rescaled.components(), x.scale() / divisor, x.slots());
  }
}
