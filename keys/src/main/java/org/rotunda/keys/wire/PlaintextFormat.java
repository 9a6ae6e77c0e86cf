package org.rotunda.keys.wire;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.rotunda.ckks.encoding.Plaintext;
import org.rotunda.ckks.params.CkksContext;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.ckks.ring.LimbAllocator;
import org.rotunda.ckks.ring.NttPoly;

/** Lists of plaintexts in files and streams. */
public final class PlaintextFormat {
  private PlaintextFormat() {}

  /**
   * Writes plaintexts over bases of Q.
   *
   * @throws IllegalArgumentException if one was made under other parameters, or a label is too long
   */
  public static void write(
      WireTarget target, Parameters parameters, List<Labelled<Plaintext>> plaintexts)
      throws IOException {
    List<PolynomialShape> shapes = new ArrayList<>();
    long bodyBytes = 0;
    for (Labelled<Plaintext> plaintext : plaintexts) {
      Plaintext value = plaintext.value();
      PolynomialBody.check(value.poly(), parameters);
      PolynomialShape shape =
          new PolynomialShape(plaintext.label(), value.level(), value.scale(), value.slots());
      shapes.add(shape);
      bodyBytes += shape.polynomialBytes(parameters);
    }
    WirePreamble preamble =
        WirePreamble.of(WireKind.PLAINTEXTS, parameters, new PlaintextsMetadata(shapes), bodyBytes);
    target.write(
        out -> {
          WireWriter writer = new WireWriter(out, preamble);
          for (Labelled<Plaintext> plaintext : plaintexts) {
            PolynomialBody.write(writer, plaintext.value().poly());
          }
          writer.finish();
        });
  }

  /**
   * Reads plaintexts.
   *
   * @param allocator where their limbs come from
   * @throws WireException if the object is no list of plaintexts under these parameters, or
   *     unreadable
   */
  public static List<Labelled<Plaintext>> read(
      WireSource source, CkksContext context, LimbAllocator allocator) throws IOException {
    Parameters parameters = context.parameters();
    try (WireReader reader = source.open();
        OpenPolynomials open = new OpenPolynomials()) {
      reader.expect(WireKind.PLAINTEXTS);
      reader.expect(parameters);
      PlaintextsMetadata metadata = reader.metadata(PlaintextsMetadata.class);
      long bodyBytes = 0;
      for (PolynomialShape shape : metadata.shapes()) {
        reader.expectFitting(shape, parameters);
        bodyBytes += shape.polynomialBytes(parameters);
      }
      reader.expectBodyBytes(bodyBytes);
      List<Labelled<Plaintext>> plaintexts = new ArrayList<>();
      for (PolynomialShape shape : metadata.shapes()) {
        NttPoly poly = open.read(reader, context, shape.level(), allocator);
        plaintexts.add(
            new Labelled<>(shape.label(), new Plaintext(poly, shape.scale(), shape.slots())));
      }
      reader.finish();
      open.handOver();
      return List.copyOf(plaintexts);
    }
  }
}
