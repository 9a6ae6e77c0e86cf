package org.rotunda.ckks.params;

/** Parameters that are malformed, inconsistent or insecure. */
public final class ParameterException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /** A sentence that says what was expected, what was found and what to do. */
  public ParameterException(String message) {
    super(message);
  }
}
