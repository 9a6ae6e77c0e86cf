package org.rotunda.keys.wire;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What an object says of itself, after its checksum was verified. Nothing of it has been held
 * against parameters.
 *
 * @param header its header
 * @param details facts about its content, each a short phrase
 */
public record WireInspection(WireHeader header, List<String> details) {
  /** Takes a copy of the details. */
  public WireInspection {
    details = List.copyOf(details);
  }

  /**
   * Reads an object of any kind to its end.
   *
   * @throws WireException if it is unreadable or its checksum doesn't match
   */
  public static WireInspection of(WireSource source) throws IOException {
    try (WireReader reader = source.open()) {
      List<String> details =
          switch (reader.header().kind()) {
            case PARAMETERS -> details(reader.metadata(ParametersMetadata.class));
            case PUBLIC_KEY -> details(reader.metadata(PublicKeyMetadata.class));
            case SECRET_KEY -> details(reader.metadata(SecretKeyMetadata.class));
            case PLAINTEXTS -> details(reader.metadata(PlaintextsMetadata.class));
            case CIPHERTEXTS -> details(reader.metadata(CiphertextsMetadata.class));
          };
      reader.skipBody();
      reader.finish();
      return new WireInspection(reader.header(), details);
    }
  }

  private static List<String> details(WireMetadata metadata) {
    return switch (metadata) {
      case ParametersMetadata parameters ->
          List.of(
              "N = 2^%d".formatted(parameters.logDegree()),
              "%d primes of Q, %d special primes, digits of %d primes"
                  .formatted(parameters.q().size(), parameters.p().size(), parameters.digitSize()),
              "scale 2^%d".formatted(parameters.logScale()),
              "secret %s".formatted(parameters.secret()));
      case PublicKeyMetadata publicKey -> List.of("key set %s".formatted(publicKey.keySet()));
      case SecretKeyMetadata secretKey ->
          List.of(
              "key set %s".formatted(secretKey.keySet()),
              "under a passphrase, Argon2id (memory %d KiB, passes %d, lanes %d)"
                  .formatted(
                      secretKey.cost().memoryKib(),
                      secretKey.cost().passes(),
                      secretKey.cost().lanes()));
      case PlaintextsMetadata plaintexts ->
          plaintexts.shapes().stream().map(WireInspection::phrase).toList();
      case CiphertextsMetadata ciphertexts -> {
        List<String> phrases = new ArrayList<>();
        phrases.add("key set %s".formatted(ciphertexts.keySet()));
        for (CiphertextsMetadata.Entry entry : ciphertexts.entries()) {
          phrases.add(
              "%s, %s"
                  .formatted(
                      phrase(entry.shape()),
                      entry.seed().isPresent()
                          ? "fresh, with a seed"
                          : "%d components".formatted(entry.components())));
        }
        yield phrases;
      }
    };
  }

  private static String phrase(PolynomialShape shape) {
    return "\"%s\" at level %d, scale 2^%.2f, %d slots"
        .formatted(
            shape.label(), shape.level(), Math.log(shape.scale()) / Math.log(2), shape.slots());
  }
}
