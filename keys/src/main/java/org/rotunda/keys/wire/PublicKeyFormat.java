package org.rotunda.keys.wire;

import java.io.IOException;
import org.rotunda.ckks.params.CkksContext;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.ckks.ring.LimbAllocator;
import org.rotunda.ckks.ring.NttPoly;
import org.rotunda.keys.seed.SeededPublicKey;

/** Public keys in files and streams. */
public final class PublicKeyFormat {
  private PublicKeyFormat() {}

  /**
   * Writes a public key.
   *
   * @throws IllegalArgumentException if it was made under other parameters
   */
  public static void write(WireTarget target, Parameters parameters, SeededPublicKey key)
      throws IOException {
    PolynomialBody.check(key.b(), parameters);
    WirePreamble preamble =
        WirePreamble.of(
            WireKind.PUBLIC_KEY,
            parameters,
            new PublicKeyMetadata(key.keySet(), key.seed()),
            bodyBytes(parameters));
    target.write(
        out -> {
          WireWriter writer = new WireWriter(out, preamble);
          PolynomialBody.write(writer, key.b());
          writer.finish();
        });
  }

  /**
   * Reads a public key.
   *
   * @param allocator where its limbs come from
   * @throws WireException if the object is no public key under these parameters, or unreadable
   */
  public static SeededPublicKey read(
      WireSource source, CkksContext context, LimbAllocator allocator) throws IOException {
    Parameters parameters = context.parameters();
    try (WireReader reader = source.open();
        OpenPolynomials open = new OpenPolynomials()) {
      reader.expect(WireKind.PUBLIC_KEY);
      reader.expect(parameters);
      PublicKeyMetadata metadata = reader.metadata(PublicKeyMetadata.class);
      reader.expectBodyBytes(bodyBytes(parameters));
      NttPoly b = open.read(reader, context, parameters.maxLevel(), allocator);
      reader.finish();
      open.handOver();
      return new SeededPublicKey(metadata.keySet(), metadata.seed(), b);
    }
  }

  private static long bodyBytes(Parameters parameters) {
    return (parameters.maxLevel() + 1L) * parameters.degree() * Long.BYTES;
  }
}
