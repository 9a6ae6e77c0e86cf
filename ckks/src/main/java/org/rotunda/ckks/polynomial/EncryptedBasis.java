package org.rotunda.ckks.polynomial;

import java.util.HashMap;
import java.util.Map;
import org.rotunda.ckks.evaluation.Ciphertext;

/** The Chebyshev polynomials T_k of one encrypted argument made so far. */
final class EncryptedBasis implements AutoCloseable {
  private final Map<Integer, Ciphertext> made = new HashMap<>();

  void put(int index, Ciphertext value) {
    made.put(index, value);
  }

  Ciphertext get(int index) {
    Ciphertext value = made.get(index);
    if (value == null) {
      throw new IllegalStateException(
          "The plan uses T_%d before it is made; build plans with of.".formatted(index));
    }
    return value;
  }

  @Override
  public void close() {
    made.values().forEach(Ciphertext::close);
  }
}
