package org.rotunda.keys.wire;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import com.esotericsoftware.kryo.serializers.ImmutableSerializer;
import java.nio.charset.StandardCharsets;

/** A shape: label, level (32 bits), scale (64 bits), slots (32 bits). */
final class PolynomialShapeSerializer extends ImmutableSerializer<PolynomialShape> {
  /** The bytes of a shape with an empty label. */
  static final int LEAST_BYTES = Byte.BYTES + 2 * Integer.BYTES + Double.BYTES;

  @Override
  public void write(Kryo kryo, Output output, PolynomialShape shape) {
    byte[] label = shape.label().getBytes(StandardCharsets.UTF_8);
    if (label.length > BoundedInput.MAX_LABEL_BYTES
        || shape.label().chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "A label has at most %d bytes in UTF-8 and no control characters, but \"%s\" was given."
              .formatted(BoundedInput.MAX_LABEL_BYTES, shape.label()));
    }
    output.writeByte(label.length);
    output.writeBytes(label);
    output.writeInt(shape.level());
    output.writeDouble(shape.scale());
    output.writeInt(shape.slots());
  }

  @Override
  public PolynomialShape read(Kryo kryo, Input input, Class<? extends PolynomialShape> type) {
    String label = BoundedInput.label(input);
    int level = input.readInt();
    double scale = input.readDouble();
    return new PolynomialShape(label, level, scale, input.readInt());
  }
}
