package org.rotunda.compiler.cli.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.ckks.secret.SecretKeyAccess;
import org.rotunda.compiler.cli.job.JobException;
import org.rotunda.compiler.cli.job.ServerFolder;
import org.rotunda.keys.secret.KeySetSecret;
import org.rotunda.keys.secret.Passphrase;
import org.rotunda.keys.secret.PassphraseSource;
import org.rotunda.keys.secret.SecretKeyFormat;
import org.rotunda.keys.wire.WireSource;

/**
 * The key owner's folder: the secret key under its passphrase, the authentication key of the store,
 * and within it the folder for the server.
 *
 * @param path the folder
 */
record ClientFolder(Path path) {
  /** The secret key. */
  Path secretKey() {
    return path.resolve("secret.key");
  }

  /** The authentication key of the store. */
  Path authenticationKey() {
    return path.resolve("store-authentication.key");
  }

  /** All files in it and in the folder for the server. */
  List<Path> files() {
    return Stream.concat(Stream.of(secretKey(), authenticationKey()), server().files().stream())
        .toList();
  }

  /** What the server gets. */
  ServerFolder server() {
    return new ServerFolder(path.resolve("server"));
  }

  /** Reads the secret key, which the caller destroys. */
  KeySetSecret readSecret(Parameters parameters, PassphraseSource source, SecretKeyAccess access)
      throws IOException {
    if (!Files.exists(secretKey())) {
      throw new JobException(
          "A secret key is expected in %s, but there is none; name the folder that keygen made."
              .formatted(secretKey()));
    }
    try (Passphrase passphrase = source.obtain()) {
      return SecretKeyFormat.read(WireSource.file(secretKey()), parameters, passphrase, access);
    }
  }
}
