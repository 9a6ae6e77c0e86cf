package org.rotunda.compiler.cli.client;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.util.List;
import org.rotunda.ckks.params.CkksContext;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.ckks.ring.Engine;
import org.rotunda.ckks.sampling.RandomSource;
import org.rotunda.ckks.secret.SecretKey;
import org.rotunda.ckks.secret.SecretKeyAccess;
import org.rotunda.ckks.secret.SecretKeyEncryptor;
import org.rotunda.compiler.cli.job.AuthenticationKey;
import org.rotunda.compiler.cli.job.CommandEngine;
import org.rotunda.compiler.cli.job.JobException;
import org.rotunda.compiler.cli.job.ServerFolder;
import org.rotunda.keys.generation.KeyGenerationListener;
import org.rotunda.keys.generation.KeySetGenerator;
import org.rotunda.keys.generation.PublicKeyGenerator;
import org.rotunda.keys.material.KeyRequest;
import org.rotunda.keys.secret.KeySetSecret;
import org.rotunda.keys.secret.Passphrase;
import org.rotunda.keys.secret.SecretKeyFormat;
import org.rotunda.keys.seed.KeySetId;
import org.rotunda.keys.wire.Argon2Cost;
import org.rotunda.keys.wire.ParametersFormat;
import org.rotunda.keys.wire.PublicKeyFormat;
import org.rotunda.keys.wire.WireTarget;
import org.rotunda.paging.store.KeyStoreWriter;

/**
 * Makes what is missing in a key owner's folder. The order is such that an interruption leaves
 * nothing behind that the next attempt can't go on from: secret key, authentication key,
 * parameters, public key, store. No secret key is ever replaced. Destroys the secret key when
 * closed.
 */
final class KeySetMaker implements AutoCloseable {
  private final ClientFolder folder;
  private final CkksContext context;
  private final Engine engine = CommandEngine.create();
  private final RandomSource random = RandomSource.platform();
  private final SecretKeyAccess access = SecretKeyAccess.onKeyOwnersMachine();
  private final KeySetSecret secret;

  private KeySetMaker(
      ClientFolder folder, Parameters parameters, PassphraseOptions.Given passphrase)
      throws IOException {
    this.folder = folder;
    this.context = CkksContext.of(parameters);
    this.secret =
        Files.exists(folder.secretKey())
            ? folder.readSecret(parameters, PassphraseOptions.ofExistingKey(passphrase), access)
            : newSecret(parameters, passphrase);
  }

  /**
   * Reads the folder's secret key, or makes folder and key.
   *
   * @throws IOException also if the secret key is one of other parameters or another passphrase
   */
  static KeySetMaker open(
      ClientFolder folder, Parameters parameters, PassphraseOptions.Given passphrase)
      throws IOException {
    Files.createDirectories(folder.server().path());
    return new KeySetMaker(folder, parameters, passphrase);
  }

  private KeySetSecret newSecret(Parameters parameters, PassphraseOptions.Given given)
      throws IOException {
    if (Files.exists(folder.server().store())) {
      throw new JobException(
          "A folder without keys is expected, but %s has a key store and no secret key; name another folder."
              .formatted(folder.path()));
    }
    try (Passphrase passphrase = PassphraseOptions.ofNewKey(given).obtain()) {
      KeySetSecret fresh =
          new KeySetSecret(KeySetId.fresh(random), SecretKey.generate(parameters, random));
      SecretKeyFormat.write(
          WireTarget.newPrivateFile(folder.secretKey()),
          fresh,
          passphrase,
          Argon2Cost.standard(),
          random,
          access);
      return fresh;
    } catch (FileAlreadyExistsException e) {
      throw new JobException(
          "A folder that nobody else makes keys in is expected, but another command made %s meanwhile; wait until it has ended and try again."
              .formatted(folder.secretKey()),
          e);
    }
  }

  /** Makes the keys that the store doesn't have yet, and what else is missing. */
  void make(List<KeyRequest> requests, KeyGenerationListener listener) throws IOException {
    ServerFolder server = folder.server();
    AuthenticationKey authentication = authenticationKey();
    ParametersFormat.write(WireTarget.file(server.parameters()), context.parameters());
    if (!Files.exists(server.publicKey())) {
      makePublicKey();
    }
    try (KeyStoreWriter store = store(authentication);
        KeySetGenerator generator =
            new KeySetGenerator(context, engine, secret.key(), secret.keySet(), random, access)) {
      generator.generate(requests, store, listener);
    }
  }

  private AuthenticationKey authenticationKey() throws IOException {
    if (!Files.exists(folder.authenticationKey())) {
      AuthenticationKey fresh = AuthenticationKey.fresh(secret.keySet(), random);
      fresh.write(folder.authenticationKey());
      return fresh;
    }
    AuthenticationKey found = AuthenticationKey.read(folder.authenticationKey());
    if (!found.keySet().equals(secret.keySet())) {
      throw new JobException(
          "%s: Key set %s is expected, but this belongs to key set %s; put the right file back."
              .formatted(folder.authenticationKey(), secret.keySet(), found.keySet()));
    }
    return found;
  }

  private void makePublicKey() throws IOException {
    try (SecretKeyEncryptor encryptor =
        new SecretKeyEncryptor(context, engine, secret.key(), random, access)) {
      PublicKeyFormat.write(
          WireTarget.file(folder.server().publicKey()),
          context.parameters(),
          PublicKeyGenerator.generate(context, engine, encryptor, secret.keySet(), random));
    }
  }

  private KeyStoreWriter store(AuthenticationKey key) throws IOException {
    ServerFolder server = folder.server();
    return Files.exists(server.store())
        ? KeyStoreWriter.resume(
            server.store(), context.parameters(), secret.keySet(), key.authentication())
        : KeyStoreWriter.create(
            server.store(), context.parameters(), secret.keySet(), key.authentication());
  }

  @Override
  public void close() {
    secret.key().destroy();
  }
}
