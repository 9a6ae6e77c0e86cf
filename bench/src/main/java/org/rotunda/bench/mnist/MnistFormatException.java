package org.rotunda.bench.mnist;

import java.io.IOException;
import java.io.Serial;

/** A data or weight file whose content is not what its format promises. */
public final class MnistFormatException extends IOException {

  @Serial private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message one sentence: the file, what was expected, what was found, what to do
   */
  public MnistFormatException(String message) {
    super(message);
  }

  /**
   * Creates the exception with the failure that revealed it.
   *
   * @param message one sentence: the file, what was expected, what was found, what to do
   * @param cause the underlying failure
   */
  public MnistFormatException(String message, Throwable cause) {
    super(message, cause);
  }
}
