package org.rotunda.compiler.program;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/** How a file of weights holds its numbers: IEEE 754, little-endian. */
public enum NumberFormat {
  /** 64 bits a number: weights as they are. */
  FLOAT64("float64", ".f64", Double.BYTES) {
    @Override
    double get(ByteBuffer from) {
      return from.getDouble();
    }

    @Override
    void put(double number, ByteBuffer to) {
      to.putDouble(number);
    }
  },
  /** 32 bits a number. */
  FLOAT32("float32", ".f32", Float.BYTES) {
    @Override
    double get(ByteBuffer from) {
      return from.getFloat();
    }

    @Override
    void put(double number, ByteBuffer to) {
      to.putFloat((float) number);
    }
  },
  /** 16 bits a number: 11 bits of precision, magnitudes from 2^-24 to 65504. */
  FLOAT16("float16", ".f16", Short.BYTES) {
    @Override
    double get(ByteBuffer from) {
      return Float.float16ToFloat(from.getShort());
    }

    @Override
    void put(double number, ByteBuffer to) {
      to.putShort(Float.floatToFloat16((float) number));
    }
  };

  private final String type;
  private final String suffix;
  private final int bytes;

  NumberFormat(String type, String suffix, int bytes) {
    this.type = type;
    this.suffix = suffix;
    this.bytes = bytes;
  }

  /** Returns its name in manifests. */
  String type() {
    return type;
  }

  /** Returns how names of its files end. */
  String suffix() {
    return suffix;
  }

  /** Returns the bytes of one number. */
  int bytes() {
    return bytes;
  }

  /** Returns the format of a name in manifests. */
  static Optional<NumberFormat> ofType(String type) {
    return Arrays.stream(values()).filter(format -> format.type.equals(type)).findFirst();
  }

  abstract double get(ByteBuffer from);

  abstract void put(double number, ByteBuffer to);

  /** Returns the number that a file of this format holds for a number: the nearest one. */
  public double rounded(double number) {
    ByteBuffer buffer = ByteBuffer.allocate(bytes);
    put(number, buffer);
    return get(buffer.flip());
  }
}
