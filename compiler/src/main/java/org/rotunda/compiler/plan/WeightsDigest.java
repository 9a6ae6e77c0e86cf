package org.rotunda.compiler.plan;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.rotunda.compiler.program.WeightTensor;
import org.rotunda.compiler.program.Weights;

/** A digest of the content of weights, whatever files they came from. */
final class WeightsDigest {
  private static final int PIECE = 1024;

  private WeightsDigest() {}

  /**
   * SHA-256, in hexadecimal, of every weight in order: name and shape as a line of text, then the
   * numbers as little-endian float64.
   */
  static String of(Weights weights) {
    MessageDigest digest = sha256();
    for (WeightTensor tensor : weights.tensors()) {
      digest.update(
          "%s %s\n".formatted(tensor.name(), tensor.shape()).getBytes(StandardCharsets.UTF_8));
      double[] values = tensor.values();
      ByteBuffer piece = ByteBuffer.allocate(PIECE * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      for (int from = 0; from < values.length; from += PIECE) {
        int count = Math.min(PIECE, values.length - from);
        piece.clear().asDoubleBuffer().put(values, from, count);
        digest.update(piece.array(), 0, count * Double.BYTES);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256.", e);
    }
  }
}
