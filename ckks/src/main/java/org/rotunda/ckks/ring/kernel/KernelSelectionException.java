package org.rotunda.ckks.ring.kernel;

/** The kernels that were asked for don't exist or don't run here. */
public final class KernelSelectionException extends RuntimeException {
  /** With one sentence for the user. */
  public KernelSelectionException(String message) {
    super(message);
  }
}
