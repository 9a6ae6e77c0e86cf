package org.rotunda.keys.wire;

import java.io.IOException;
import java.util.HexFormat;
import org.rotunda.ckks.params.ParameterException;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.ckks.params.Security;

/** Parameters in files and streams. */
public final class ParametersFormat {
  private ParametersFormat() {}

  /** Writes parameters. */
  public static void write(WireTarget target, Parameters parameters) throws IOException {
    ParametersMetadata metadata =
        new ParametersMetadata(
            parameters.logDegree(),
            parameters.q(),
            parameters.p(),
            parameters.digitSize(),
            parameters.logScale(),
            parameters.secret(),
            parameters.rounding());
    WirePreamble preamble = WirePreamble.of(WireKind.PARAMETERS, parameters, metadata, 0);
    target.write(out -> new WireWriter(out, preamble).finish());
  }

  /**
   * Reads parameters, which must have 128-bit security whatever they were made with.
   *
   * @throws WireException.UnusableParameters if they are inconsistent or insecure
   * @throws WireException if the object is unreadable for another reason
   */
  public static Parameters read(WireSource source) throws IOException {
    try (WireReader reader = source.open()) {
      ParametersMetadata metadata = metadata(reader);
      return checked(reader, build(reader, metadata, Security.BITS_128));
    }
  }

  /**
   * Reads parameters that may be insecure: for tests and teaching, never for data. Secure ones are
   * the same as from {@link #read}.
   *
   * @throws WireException.UnusableParameters if they are inconsistent
   * @throws WireException if the object is unreadable for another reason
   */
  public static Parameters readInsecureForTesting(WireSource source) throws IOException {
    try (WireReader reader = source.open()) {
      ParametersMetadata metadata = metadata(reader);
      Parameters parameters = build(reader, metadata, Security.INSECURE_FOR_TESTING);
      return checked(
          reader, isSecure(parameters) ? build(reader, metadata, Security.BITS_128) : parameters);
    }
  }

  private static boolean isSecure(Parameters parameters) {
    var bound = Security.maxLogQp(parameters.logDegree(), parameters.secret());
    return bound.isPresent() && parameters.logQp() <= bound.getAsInt();
  }

  private static ParametersMetadata metadata(WireReader reader) throws IOException {
    reader.expect(WireKind.PARAMETERS);
    ParametersMetadata metadata = reader.metadata(ParametersMetadata.class);
    reader.expectBodyBytes(0);
    reader.finish();
    return metadata;
  }

  private static Parameters build(WireReader reader, ParametersMetadata from, Security security)
      throws WireException {
    try {
      return new Parameters(
          from.logDegree(),
          from.q(),
          from.p(),
          from.digitSize(),
          from.logScale(),
          from.secret(),
          from.rounding(),
          security);
    } catch (ParameterException e) {
      throw new WireException.UnusableParameters(reader.origin(), e);
    }
  }

  private static Parameters checked(WireReader reader, Parameters parameters) throws WireException {
    if (!HexFormat.of().formatHex(parameters.digest()).equals(reader.header().parameterDigest())) {
      throw reader.malformed(
          "The header names parameters %s, but the content is parameters %s."
              .formatted(reader.header().shortDigest(), parameters.shortDigest()));
    }
    return parameters;
  }
}
