package org.rotunda.keys.openfhe;

/** A well-formed context of OpenFHE's of a kind that is not converted. */
public final class UnsupportedContextException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /** A sentence that says what was expected, what was found and what to do. */
  public UnsupportedContextException(String message) {
    super(message);
  }
}
