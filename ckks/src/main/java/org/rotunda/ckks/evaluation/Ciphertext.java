package org.rotunda.ckks.evaluation;

import java.util.List;
import org.rotunda.ckks.ring.NttPoly;

/**
 * An encryption of slots: polynomials c_0, c_1 (and c_2 between a product and its relinearisation)
 * modulo q_0 .. q_level with c_0 + c_1 s + c_2 s^2 = scale * m + error.
 *
 * <p>A value. {@link #close} gives its limbs back; reading after that throws.
 *
 * @param components two or three polynomials over one basis
 * @param scale the factor between message and polynomial, positive
 * @param slots the number of slots, a power of two up to N/2
 */
public record Ciphertext(List<NttPoly> components, double scale, int slots)
    implements AutoCloseable {
  /**
   * Checks the shape.
   *
   * @throws IllegalArgumentException if components don't match or the scale is not positive and
   *     finite
   */
  public Ciphertext {
    components = List.copyOf(components);
    if (components.size() < 2 || components.size() > 3) {
      throw new IllegalArgumentException(
          "A ciphertext has two components, or three before relinearisation, but %d were given."
              .formatted(components.size()));
    }
    for (NttPoly component : components) {
      if (!component.basis().equals(components.getFirst().basis())) {
        throw new IllegalArgumentException(
            "The components of a ciphertext have equal primes, but %s and %s were given."
                .formatted(components.getFirst().basis(), component.basis()));
      }
    }
    if (!(scale > 0) || Double.isInfinite(scale)) {
      throw new IllegalArgumentException(
          "A scale is positive and finite, but %s was given.".formatted(scale));
    }
  }

  /** The level l: the ciphertext lives modulo q_0 .. q_l. */
  public int level() {
    return components.getFirst().basis().size() - 1;
  }

  /** A component. */
  public NttPoly component(int i) {
    return components.get(i);
  }

  /** The degree in s: 1, or 2 before relinearisation. */
  public int degree() {
    return components.size() - 1;
  }

  /** The bytes of its limbs. */
  public long bytes() {
    return (long) components.size() * (level() + 1) * component(0).basis().degree() * Long.BYTES;
  }

  @Override
  public void close() {
    components.forEach(NttPoly::close);
  }
}
