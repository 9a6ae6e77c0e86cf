package org.rotunda.keys.wire;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import com.esotericsoftware.kryo.serializers.ImmutableSerializer;
import java.util.ArrayList;
import java.util.List;

/** A list of plaintexts: a 32-bit count, then shapes. */
final class PlaintextsSerializer extends ImmutableSerializer<PlaintextsMetadata> {
  @Override
  public void write(Kryo kryo, Output output, PlaintextsMetadata metadata) {
    output.writeInt(metadata.shapes().size());
    metadata.shapes().forEach(shape -> kryo.writeObject(output, shape));
  }

  @Override
  public PlaintextsMetadata read(Kryo kryo, Input input, Class<? extends PlaintextsMetadata> type) {
    int count = BoundedInput.count(input, "plaintexts", PolynomialShapeSerializer.LEAST_BYTES);
    List<PolynomialShape> shapes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      shapes.add(kryo.readObject(input, PolynomialShape.class));
    }
    return new PlaintextsMetadata(shapes);
  }
}
