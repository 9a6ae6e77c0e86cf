package org.rotunda.compiler.readme;

import org.rotunda.ckks.encoding.ComplexVector;
import org.rotunda.ckks.encoding.Encoder;
import org.rotunda.ckks.encoding.Plaintext;
import org.rotunda.ckks.encryption.Encryptor;
import org.rotunda.ckks.evaluation.Ciphertext;
import org.rotunda.ckks.evaluation.EvaluationKeys;
import org.rotunda.ckks.evaluation.Evaluator;
import org.rotunda.ckks.evaluation.KeyUse;
import org.rotunda.ckks.evaluation.KeyUses;
import org.rotunda.ckks.params.CkksContext;
import org.rotunda.ckks.params.LocalEngine;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.ckks.params.Presets;
import org.rotunda.ckks.ring.Engine;
import org.rotunda.ckks.sampling.RandomSource;
import org.rotunda.ckks.secret.Decryptor;
import org.rotunda.ckks.secret.SecretKey;
import org.rotunda.ckks.secret.SecretKeyAccess;
import org.rotunda.ckks.secret.SecretKeyEncryptor;
import org.rotunda.keys.generation.KeySetGenerator;
import org.rotunda.keys.seed.KeySetId;

/** The README's Java, between the two markers; {@link QuickStartTest} holds them together. */
final class QuickStart {
  private QuickStart() {}

  static double[] squaresOfNeighbours(double[] values) {
    // README: begin
    Parameters parameters = Presets.n13(); // N = 2^13, 4096 slots, 3 levels, 128-bit security
    CkksContext context = CkksContext.of(parameters);
    Engine engine = LocalEngine.serial();
    RandomSource random = RandomSource.platform();
    SecretKeyAccess access = SecretKeyAccess.onKeyOwnersMachine();

    // The key's owner: a secret key and what works with it; closing and destroying overwrite it.
    SecretKey secret = SecretKey.generate(parameters, random);
    try (SecretKeyEncryptor owner =
            new SecretKeyEncryptor(context, engine, secret, random, access);
        KeySetGenerator generator =
            new KeySetGenerator(context, engine, secret, KeySetId.fresh(random), random, access);
        Decryptor decryptor = new Decryptor(context, engine, secret, access)) {

      // The two evaluation keys that are needed: for a rotation by 1 and for products.
      KeyUse rotation = KeyUses.rotation(1, 4096, parameters.degree(), 3).orElseThrow();
      KeyUse relinearisation = KeyUses.relinearisation(3);
      EvaluationKeys keys = generator.inMemory(rotation, relinearisation);

      // Anyone with the public key encrypts.
      Encoder encoder = new Encoder(context, engine);
      Encryptor encryptor = new Encryptor(context, engine, owner.publicKey(), random);
      Ciphertext x = encryptor.encrypt(encoder.encode(ComplexVector.padded(values, 4096)));

      // The server computes (x[i] + x[i + 1])^2 without any secret.
      Evaluator evaluator = new Evaluator(context, engine, keys);
      Ciphertext sum = evaluator.add(x, evaluator.rotate(x, 1));
      Ciphertext square = evaluator.rescale(evaluator.relinearise(evaluator.multiply(sum, sum)));

      // The key's owner reads the result.
      try (Plaintext result = decryptor.decrypt(square)) {
        return encoder.decode(result).real();
      }
    } finally {
      secret.destroy();
    }
    // README: end
  }
}
