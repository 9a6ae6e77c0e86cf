package org.rotunda.compiler.cli.client;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.rotunda.ckks.encoding.ComplexVector;
import org.rotunda.ckks.encoding.Encoder;
import org.rotunda.ckks.encoding.Plaintext;
import org.rotunda.ckks.encryption.Encryptor;
import org.rotunda.ckks.params.CkksContext;
import org.rotunda.ckks.ring.Engine;
import org.rotunda.ckks.ring.LimbAllocator;
import org.rotunda.ckks.sampling.RandomSource;
import org.rotunda.ckks.secret.SecretKeyAccess;
import org.rotunda.ckks.secret.SecretKeyEncryptor;
import org.rotunda.compiler.cli.job.CommandEngine;
import org.rotunda.compiler.cli.job.PortParts;
import org.rotunda.compiler.cli.job.ServerFolder;
import org.rotunda.compiler.pass.BootstrapMagnitudes;
import org.rotunda.compiler.plan.Plan;
import org.rotunda.compiler.program.CipherType;
import org.rotunda.compiler.program.Port;
import org.rotunda.keys.secret.KeySetSecret;
import org.rotunda.keys.secret.PassphraseSource;
import org.rotunda.keys.secret.SeededEncryptor;
import org.rotunda.keys.seed.SeededPublicKey;
import org.rotunda.keys.wire.CiphertextFormat;
import org.rotunda.keys.wire.Labelled;
import org.rotunda.keys.wire.PublicKeyFormat;
import org.rotunda.keys.wire.WireSource;
import org.rotunda.keys.wire.WireTarget;

/**
 * Packs values as a plan's inputs and encrypts them at the levels and scales that the plan begins
 * with.
 */
final class InputEncryption {
  private final Plan plan;
  private final Map<String, double[]> values;
  private final CkksContext context;
  private final Engine engine = CommandEngine.create();
  private final RandomSource random = RandomSource.platform();

  /** For the values of every input in row-major order. */
  InputEncryption(Plan plan, Map<String, double[]> values) {
    this.plan = plan;
    this.values = values;
    this.context = CkksContext.of(plan.parameters());
  }

  /** Writes ciphertexts at half their size. */
  void underSecretKey(ClientFolder folder, PassphraseSource passphrase, Path out)
      throws IOException {
    SecretKeyAccess access = SecretKeyAccess.onKeyOwnersMachine();
    KeySetSecret secret = folder.readSecret(plan.parameters(), passphrase, access);
    try (SecretKeyEncryptor encryptor =
        new SecretKeyEncryptor(context, engine, secret.key(), random, access)) {
      SeededEncryptor seeded =
          new SeededEncryptor(context, engine, encryptor, secret.keySet(), random);
      CiphertextFormat.writeSeeded(
          WireTarget.file(out), plan.parameters(), secret.keySet(), encrypt(seeded::encrypt));
    } finally {
      secret.key().destroy();
    }
  }

  /** Writes ciphertexts that need no secret to be made. */
  void underPublicKey(ServerFolder folder, Path out) throws IOException {
    SeededPublicKey key =
        PublicKeyFormat.read(WireSource.file(folder.publicKey()), context, LimbAllocator.heap());
    Encryptor encryptor = new Encryptor(context, engine, key.expand(context, engine), random);
    CiphertextFormat.write(
        WireTarget.file(out), plan.parameters(), key.keySet(), encrypt(encryptor::encrypt));
  }

  private Map<String, List<ComplexVector>> packed() {
    Map<String, List<ComplexVector>> packed = new LinkedHashMap<>();
    for (Port port : plan.program().inputs()) {
      double[] elements = values.getOrDefault(port.name(), new double[0]);
      packed.put(
          port.name(), port.layout().pack(elements).stream().map(ComplexVector::ofReal).toList());
    }
    return packed;
  }

  private <T> List<Labelled<T>> encrypt(Function<Plaintext, T> encryptor) {
    Encoder encoder = new Encoder(context, engine);
    Map<String, List<ComplexVector>> packed = packed();
    new BootstrapMagnitudes(plan.program(), plan.target().magnitudeBits()).require(packed);
    Map<String, List<T>> ciphertexts = new LinkedHashMap<>();
    for (Port port : plan.program().inputs()) {
      List<ComplexVector> slots = packed.getOrDefault(port.name(), List.of());
      List<T> parts = new ArrayList<>();
      for (int part = 0; part < slots.size(); part++) {
        CipherType type = plan.program().type(port.parts().get(part));
        try (Plaintext plaintext = encoder.encode(slots.get(part), type.level(), type.scale())) {
          parts.add(encryptor.apply(plaintext));
        }
      }
      ciphertexts.put(port.name(), parts);
    }
    return PortParts.flatten(plan.program().inputs(), ciphertexts);
  }
}
