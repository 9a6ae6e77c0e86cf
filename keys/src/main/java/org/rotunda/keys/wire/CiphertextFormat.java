package org.rotunda.keys.wire;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rotunda.ckks.evaluation.Ciphertext;
import org.rotunda.ckks.params.CkksContext;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.ckks.ring.Engine;
import org.rotunda.ckks.ring.NttPoly;
import org.rotunda.keys.seed.KeySeed;
import org.rotunda.keys.seed.KeySetId;
import org.rotunda.keys.seed.SeededCiphertext;
import org.rotunda.keys.seed.SeededPolynomial;

/** Lists of ciphertexts in files and streams. */
public final class CiphertextFormat {
  private CiphertextFormat() {}

  /** A ciphertext on its way out. */
  private record Outgoing(CiphertextsMetadata.Entry entry, List<NttPoly> polynomials) {}

  /**
   * Writes ciphertexts with all their components.
   *
   * @param keySet the key set they were encrypted under
   * @throws IllegalArgumentException if one was made under other parameters, or a label is too long
   */
  public static void write(
      WireTarget target,
      Parameters parameters,
      KeySetId keySet,
      List<Labelled<Ciphertext>> ciphertexts)
      throws IOException {
    List<Outgoing> outgoing = new ArrayList<>();
    for (Labelled<Ciphertext> item : ciphertexts) {
      Ciphertext value = item.value();
      PolynomialShape shape =
          new PolynomialShape(item.label(), value.level(), value.scale(), value.slots());
      outgoing.add(
          new Outgoing(
              new CiphertextsMetadata.Entry(shape, value.components().size(), Optional.empty()),
              value.components()));
    }
    writeAll(target, parameters, keySet, outgoing);
  }

  /**
   * Writes fresh ciphertexts at half their size.
   *
   * @param keySet the key set they were encrypted under
   * @throws IllegalArgumentException if one belongs to another key set or parameters, or a label is
   *     too long
   */
  public static void writeSeeded(
      WireTarget target,
      Parameters parameters,
      KeySetId keySet,
      List<Labelled<SeededCiphertext>> ciphertexts)
      throws IOException {
    List<Outgoing> outgoing = new ArrayList<>();
    for (Labelled<SeededCiphertext> item : ciphertexts) {
      SeededCiphertext value = item.value();
      if (!value.keySet().equals(keySet)) {
        throw new IllegalArgumentException(
            "The ciphertexts of one object belong to one key set, but \"%s\" belongs to %s and not to %s."
                .formatted(item.label(), value.keySet(), keySet));
      }
      PolynomialShape shape =
          new PolynomialShape(item.label(), value.level(), value.scale(), value.slots());
      outgoing.add(
          new Outgoing(
              new CiphertextsMetadata.Entry(shape, 2, Optional.of(value.seed())),
              List.of(value.c0())));
    }
    writeAll(target, parameters, keySet, outgoing);
  }

  private static void writeAll(
      WireTarget target, Parameters parameters, KeySetId keySet, List<Outgoing> outgoing)
      throws IOException {
    long bodyBytes = 0;
    for (Outgoing item : outgoing) {
      item.polynomials().forEach(poly -> PolynomialBody.check(poly, parameters));
      bodyBytes += item.entry().bodyBytes(parameters);
    }
    CiphertextsMetadata metadata =
        new CiphertextsMetadata(keySet, outgoing.stream().map(Outgoing::entry).toList());
    WirePreamble preamble = WirePreamble.of(WireKind.CIPHERTEXTS, parameters, metadata, bodyBytes);
    target.write(
        out -> {
          WireWriter writer = new WireWriter(out, preamble);
          for (Outgoing item : outgoing) {
            for (NttPoly poly : item.polynomials()) {
              PolynomialBody.write(writer, poly);
            }
          }
          writer.finish();
        });
  }

  /**
   * Reads ciphertexts; those with seeds are expanded.
   *
   * @param keySet the key set they must belong to
   * @param engine its kernels expand seeds, its limbs hold the ciphertexts
   * @throws WireException if the object is no list of ciphertexts under these parameters and this
   *     key set, or unreadable
   */
  public static List<Labelled<Ciphertext>> read(
      WireSource source, CkksContext context, KeySetId keySet, Engine engine) throws IOException {
    Parameters parameters = context.parameters();
    try (WireReader reader = source.open();
        OpenPolynomials open = new OpenPolynomials()) {
      reader.expect(WireKind.CIPHERTEXTS);
      reader.expect(parameters);
      CiphertextsMetadata metadata = reader.metadata(CiphertextsMetadata.class);
      reader.expect(keySet, metadata.keySet());
      long bodyBytes = 0;
      for (CiphertextsMetadata.Entry entry : metadata.entries()) {
        reader.expectFitting(entry.shape(), parameters);
        bodyBytes += entry.bodyBytes(parameters);
      }
      reader.expectBodyBytes(bodyBytes);
      List<Labelled<Ciphertext>> ciphertexts = new ArrayList<>();
      for (CiphertextsMetadata.Entry entry : metadata.entries()) {
        PolynomialShape shape = entry.shape();
        List<NttPoly> components = new ArrayList<>();
        for (int i = 0; i < entry.polynomials(); i++) {
          components.add(open.read(reader, context, shape.level(), engine.limbs()));
        }
        if (entry.seed().isPresent()) {
          KeySeed seed = entry.seed().get();
          components.add(
              open.keep(
                  SeededPolynomial.ofCiphertext(context, keySet, seed, shape.level(), engine)));
        }
        ciphertexts.add(
            new Labelled<>(
                shape.label(), new Ciphertext(components, shape.scale(), shape.slots())));
      }
      reader.finish();
      open.handOver();
      return List.copyOf(ciphertexts);
    }
  }
}
