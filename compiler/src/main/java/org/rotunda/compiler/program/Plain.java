package org.rotunda.compiler.program;

/** The plain operand of a sum or product: a scalar for all slots, or a vector. */
public sealed interface Plain permits Plain.Scalar, SlotVector {

  /**
   * A complex number for all slots.
   *
   * @param real real part, finite
   * @param imaginary imaginary part, finite
   */
  record Scalar(double real, double imaginary) implements Plain {

    /**
     * Creates a scalar.
     *
     * @throws ShapeException if a part isn't finite
     */
    public Scalar {
      imaginary += 0.0; // -0.0 becomes 0.0, so that real scalars are equal
      if (!Double.isFinite(real) || !Double.isFinite(imaginary)) {
        throw new ShapeException(
            "Expected a finite number, found " + real + " + " + imaginary + "i; correct it.");
      }
    }

    /** Creates a real scalar. */
    public Scalar(double real) {
      this(real, 0);
    }

    /** Tells whether the imaginary part is 0. */
    public boolean isReal() {
      return imaginary == 0;
    }
  }
}
