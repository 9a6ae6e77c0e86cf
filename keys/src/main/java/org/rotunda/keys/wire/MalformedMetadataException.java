package org.rotunda.keys.wire;

/** Metadata that breaks a rule of the format; turned into {@link WireException.Malformed}. */
final class MalformedMetadataException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final String sentence;

  MalformedMetadataException(String sentence) {
    super(sentence);
    this.sentence = sentence;
  }

  /** What is wrong. */
  String sentence() {
    return sentence;
  }
}
