package org.rotunda.ckks.polynomial;

/** A wanted approximation was not found; the message says why and what to change. */
public final class ApproximationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** An exception with a one-sentence message. */
  public ApproximationException(String message) {
    super(message);
  }
}
