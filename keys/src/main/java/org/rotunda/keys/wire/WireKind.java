package org.rotunda.keys.wire;

import java.util.Arrays;
import java.util.Optional;

/** What an object is. The codes are part of the format. */
public enum WireKind {
  /** Parameters, without a body. */
  PARAMETERS(1, "parameters"),
  /** A public key, with its uniform half as a seed. */
  PUBLIC_KEY(2, "public key"),
  /** A secret key under a passphrase. */
  SECRET_KEY(3, "secret key"),
  /** A list of plaintexts. */
  PLAINTEXTS(4, "plaintexts"),
  /** A list of ciphertexts, fresh ones with c_1 as a seed. */
  CIPHERTEXTS(5, "ciphertexts");

  private final int code;
  private final String text;

  WireKind(int code, String text) {
    this.code = code;
    this.text = text;
  }

  int code() {
    return code;
  }

  static Optional<WireKind> of(int code) {
    return Arrays.stream(values()).filter(kind -> kind.code == code).findFirst();
  }

  /** The name for people. */
  @Override
  public String toString() {
    return text;
  }
}
