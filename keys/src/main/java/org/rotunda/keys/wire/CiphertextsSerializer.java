package org.rotunda.keys.wire;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import com.esotericsoftware.kryo.serializers.ImmutableSerializer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rotunda.keys.seed.KeySeed;
import org.rotunda.keys.seed.KeySetId;

/**
 * A list of ciphertexts: key set, a 32-bit count, then of each its shape and a byte, 2 or 3 for
 * that many components in the body, 1 for one component and the seed of the other, which follows.
 */
final class CiphertextsSerializer extends ImmutableSerializer<CiphertextsMetadata> {
  private static final int SEEDED = 1;
  private static final int LEAST_BYTES = PolynomialShapeSerializer.LEAST_BYTES + Byte.BYTES;

  @Override
  public void write(Kryo kryo, Output output, CiphertextsMetadata metadata) {
    kryo.writeObject(output, metadata.keySet());
    output.writeInt(metadata.entries().size());
    for (CiphertextsMetadata.Entry entry : metadata.entries()) {
      kryo.writeObject(output, entry.shape());
      output.writeByte(entry.polynomials());
      entry.seed().ifPresent(seed -> kryo.writeObject(output, seed));
    }
  }

  @Override
  public CiphertextsMetadata read(
      Kryo kryo, Input input, Class<? extends CiphertextsMetadata> type) {
    KeySetId keySet = kryo.readObject(input, KeySetId.class);
    int count = BoundedInput.count(input, "ciphertexts", LEAST_BYTES);
    List<CiphertextsMetadata.Entry> entries = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      entries.add(entry(kryo, input));
    }
    return new CiphertextsMetadata(keySet, entries);
  }

  private static CiphertextsMetadata.Entry entry(Kryo kryo, Input input) {
    PolynomialShape shape = kryo.readObject(input, PolynomialShape.class);
    int form = input.readByteUnsigned();
    return switch (form) {
      case SEEDED ->
          new CiphertextsMetadata.Entry(
              shape, 2, Optional.of(kryo.readObject(input, KeySeed.class)));
      case 2, 3 -> new CiphertextsMetadata.Entry(shape, form, Optional.empty());
      default ->
          throw new MalformedMetadataException(
              "A ciphertext has form 1, 2 or 3, but %d is stated for \"%s\"."
                  .formatted(form, shape.label()));
    };
  }
}
