package org.rotunda.bench.crosscheck;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongPredicate;
import org.rotunda.ckks.evaluation.Ciphertext;
import org.rotunda.ckks.evaluation.EvaluationKey;
import org.rotunda.ckks.evaluation.EvaluationKeys;
import org.rotunda.ckks.evaluation.Evaluator;
import org.rotunda.ckks.evaluation.KeyId;
import org.rotunda.ckks.evaluation.ResidentKeys;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.ckks.params.Security;
import org.rotunda.ckks.ring.Engine;
import org.rotunda.ckks.ring.GaloisElements;
import org.rotunda.ckks.secret.SecretKey;
import org.rotunda.ckks.secret.SecretKeyAccess;
import org.rotunda.keys.openfhe.KeyMapSink;
import org.rotunda.keys.openfhe.MismatchException;
import org.rotunda.keys.openfhe.NativeParameters;
import org.rotunda.keys.openfhe.OpenFheCiphertext;
import org.rotunda.keys.openfhe.OpenFheContext;
import org.rotunda.keys.openfhe.OpenFheConverter;
import org.rotunda.keys.openfhe.OpenFheEvaluationKey;
import org.rotunda.keys.openfhe.OpenFheFormat;
import org.rotunda.keys.openfhe.OpenFheKeyMap;
import org.rotunda.keys.openfhe.OpenFhePolynomial;
import org.rotunda.keys.openfhe.OpenFhePublicKey;
import org.rotunda.keys.openfhe.UnsupportedContextException;
import org.rotunda.keys.secret.OpenFheSecretKey;
import org.rotunda.keys.secret.OpenFheSecretKeys;

/**
 * What a folder holds, read when a rule first asks. Small objects are kept; of a map of rotation
 * keys only those that rules compute with are.
 */
final class Evidence {
  private final CrosscheckFolder folder;
  private final Engine engine;
  private final Map<String, OpenFheCiphertext> ciphertexts = new HashMap<>();
  private final Map<OpenFheKeyMap, List<NativeParameters>> towers =
      new EnumMap<>(OpenFheKeyMap.class);
  private Optional<OpenFheContext> context = Optional.empty();
  private Optional<OpenFheConverter> converter = Optional.empty();
  private Optional<SecretKey> secretKey = Optional.empty();
  private Optional<List<EvaluationKey>> relinearisationKeys = Optional.empty();
  private Optional<List<EvaluationKey>> rotationKeys = Optional.empty();

  Evidence(CrosscheckFolder folder, Engine engine) {
    this.folder = folder;
    this.engine = engine;
  }

  /** What is known of all files but one, which is to be read anew. */
  Evidence without(String name) {
    Evidence others = new Evidence(folder, engine);
    if (name.equals("cc")) {
      return others;
    }
    others.context = context;
    others.converter = converter;
    others.ciphertexts.putAll(ciphertexts);
    others.ciphertexts.remove(name);
    if (!name.equals("sk")) {
      others.secretKey = secretKey;
    }
    if (!name.equals(fileOf(OpenFheKeyMap.RELINEARISATION))) {
      others.relinearisationKeys = relinearisationKeys;
    }
    for (Map.Entry<OpenFheKeyMap, List<NativeParameters>> known : towers.entrySet()) {
      if (!name.equals(fileOf(known.getKey()))) {
        others.towers.put(known.getKey(), known.getValue());
      }
    }
    if (!name.equals(fileOf(OpenFheKeyMap.AUTOMORPHISM))) {
      others.rotationKeys = rotationKeys;
    }
    return others;
  }

  CrosscheckFolder folder() {
    return folder;
  }

  Engine engine() {
    return engine;
  }

  private <T> T read(OpenFheFormat<T> format, String name) throws IOException {
    return format.read(path(name));
  }

  private Path path(String name) {
    return folder
        .file(name)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "A rule read %s without naming it among its files.".formatted(name)));
  }

  /** The context, from its own file or else from any object. */
  OpenFheContext context() throws IOException {
    if (context.isEmpty()) {
      context = Optional.of(readContext());
    }
    return context.get();
  }

  private OpenFheContext readContext() throws IOException {
    if (folder.has("cc")) {
      return read(OpenFheFormat.CONTEXT, "cc");
    }
    if (folder.has("pk")) {
      return publicKey().owner().context();
    }
    if (folder.has("sk")) {
      return openFheSecretKey().owner().context();
    }
    if (!folder.ciphertexts().isEmpty()) {
      return ciphertext(folder.ciphertexts().getFirst()).owner().context();
    }
    List<OpenFheContext> found = new ArrayList<>();
    for (OpenFheKeyMap map : OpenFheKeyMap.values()) {
      if (folder.has(fileOf(map))) {
        keys(map, (tag, index, key) -> found.add(key.owner().context()));
      }
    }
    if (found.isEmpty()) {
      throw new MismatchException(
          "No file in %s holds a context; add cc.bin or cc.json.".formatted(folder.directory()));
    }
    return found.getFirst();
  }

  /** The converter of the context, which may be an insecure one. */
  OpenFheConverter converter() throws IOException {
    if (converter.isEmpty()) {
      converter =
          Optional.of(OpenFheConverter.of(context(), engine, Security.INSECURE_FOR_TESTING));
    }
    return converter.get();
  }

  /** Why nothing can be compared: the context can't be read or is of a kind not supported. */
  Optional<String> obstacle() {
    try {
      converter();
      return Optional.empty();
    } catch (UnsupportedContextException e) {
      return Optional.of("Not supported: " + e.getMessage());
    } catch (IOException e) {
      return Optional.of("The context can't be read: " + e.getMessage());
    } catch (IllegalArgumentException e) {
      // Then the rules say what differs where.
      return Optional.empty();
    }
  }

  Parameters parameters() throws IOException {
    return converter().ckks().parameters();
  }

  OpenFhePublicKey publicKey() throws IOException {
    return read(OpenFheFormat.PUBLIC_KEY, "pk");
  }

  OpenFheSecretKey openFheSecretKey() throws IOException {
    return read(OpenFheSecretKey.FORMAT, "sk");
  }

  SecretKey secretKey() throws IOException {
    if (secretKey.isEmpty()) {
      secretKey =
          Optional.of(
              OpenFheSecretKeys.toRotunda(
                  openFheSecretKey(), converter(), SecretKeyAccess.onKeyOwnersMachine()));
    }
    return secretKey.get();
  }

  OpenFhePolynomial plaintext(String name) throws IOException {
    return read(OpenFheFormat.POLYNOMIAL, name);
  }

  OpenFheCiphertext ciphertext(String name) throws IOException {
    OpenFheCiphertext known = ciphertexts.get(name);
    if (known == null) {
      known = read(OpenFheFormat.CIPHERTEXT, name);
      ciphertexts.put(name, known);
    }
    return known;
  }

  /** A ciphertext as Rotunda has it. */
  Ciphertext converted(String name) throws IOException {
    return converter().ciphertext(ciphertext(name));
  }

  /** The file of a map of keys. */
  static String fileOf(OpenFheKeyMap map) {
    return switch (map) {
      case RELINEARISATION -> "emk";
      case AUTOMORPHISM -> "eak";
    };
  }

  /** Reads a map of keys, one by one, and remembers the primes that they are over. */
  void keys(OpenFheKeyMap map, KeyMapSink sink) throws IOException {
    List<OpenFheEvaluationKey> first = new ArrayList<>();
    map.read(
        path(fileOf(map)),
        (tag, index, key) -> {
          if (first.isEmpty()) {
            first.add(key);
          }
          sink.accept(tag, index, key);
        });
    if (!first.isEmpty()) {
      towers.put(map, towers(first.getFirst()));
    }
  }

  private static List<NativeParameters> towers(OpenFheEvaluationKey key) {
    return key.b().stream().findFirst().map(digit -> digit.parameters().towers()).orElse(List.of());
  }

  /** The primes of Q and P and their roots as the first key of a map states them. */
  List<NativeParameters> towers(OpenFheKeyMap map) throws IOException {
    if (!towers.containsKey(map)) {
      keys(map, (tag, index, key) -> {});
    }
    List<NativeParameters> found = towers.get(map);
    if (found == null || found.isEmpty()) {
      throw new MismatchException(
          "The file %s should hold a key with digits, but holds none."
              .formatted(path(fileOf(map))));
    }
    return found;
  }

  /** An evaluator with the relinearisation key. */
  Evaluator multiplying() throws IOException {
    if (relinearisationKeys.isEmpty()) {
      relinearisationKeys =
          Optional.of(convertedKeys(OpenFheKeyMap.RELINEARISATION, index -> true));
    }
    return evaluator(new ResidentKeys(relinearisationKeys.get()));
  }

  /** An evaluator with the keys of rotations by 1 and -1. */
  Evaluator rotating() throws IOException {
    if (rotationKeys.isEmpty()) {
      int degree = parameters().degree();
      Set<Long> wanted =
          Set.of(
              (long) GaloisElements.rotation(1, degree),
              (long) GaloisElements.rotation(-1, degree));
      rotationKeys = Optional.of(convertedKeys(OpenFheKeyMap.AUTOMORPHISM, wanted::contains));
    }
    return evaluator(new ResidentKeys(rotationKeys.get()));
  }

  /** The keys at some indices of a map of one key set. */
  private List<EvaluationKey> convertedKeys(OpenFheKeyMap map, LongPredicate wanted)
      throws IOException {
    Map<KeyId, EvaluationKey> converted = new HashMap<>();
    keys(
        map,
        (tag, index, key) -> {
          if (!wanted.test(index)) {
            return;
          }
          KeyId id = converter().keyId(map, index);
          if (converted.put(id, converter().evaluationKey(id, key)) != null) {
            throw new MismatchException(
                "The file %s should hold the keys of one key set, but holds several."
                    .formatted(path(fileOf(map))));
          }
        });
    return List.copyOf(converted.values());
  }

  /** An evaluator without keys. */
  Evaluator keyless() throws IOException {
    return evaluator(EvaluationKeys.none());
  }

  private Evaluator evaluator(EvaluationKeys keys) throws IOException {
    return new Evaluator(converter().ckks(), engine, keys);
  }
}
