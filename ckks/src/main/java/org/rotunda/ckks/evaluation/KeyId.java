package org.rotunda.ckks.evaluation;

/**
 * Which evaluation key: what it switches from, and to which secret; to the main one, s, if nothing
 * else is said.
 */
public sealed interface KeyId extends Comparable<KeyId> {
  /** The key from s^2, which makes a product linear again. */
  record Relinearisation() implements KeyId {
    @Override
    public String toString() {
      return "relinearisation";
    }
  }

  /**
   * The key of the automorphism X -> X^g. Key switching comes before the permutation, so the key is
   * encrypted under the image of s under the inverse automorphism.
   *
   * @param element g, odd, in [3, 2N)
   */
  record Galois(int element) implements KeyId {
    /** Checks that the element is odd and not the identity. */
    public Galois {
      if (element < 3 || (element & 1) == 0) {
        throw new IllegalArgumentException(
            "A Galois key belongs to an odd element of at least 3, but %d was given; the identity needs no key."
                .formatted(element));
      }
    }

    @Override
    public String toString() {
      return "galois " + element;
    }
  }

  /**
   * A key of sparse-secret encapsulation (Bossuat, Troncoso-Pastoriza, Hubaux, "Bootstrapping for
   * Approximate Homomorphic Encryption with Negligible Failure-Probability by Using Sparse-Secret
   * Encapsulation", 2022, section 3.2): bootstrapping raises the modulus under a sparse ephemeral
   * secret, because the multiples of q_0 that it has to remove grow with the secret's weight.
   *
   * @param direction into the ephemeral secret or back to s
   */
  record Encapsulation(Direction direction) implements KeyId {
    /** Which way an encapsulation key switches. */
    public enum Direction {
      /**
       * From s to the ephemeral secret: at level 0, modulo q_0 and the first special prime only.
       */
      INTO,
      /** From the ephemeral secret to s. */
      OUT_OF
    }

    @Override
    public String toString() {
      return switch (direction) {
        case INTO -> "encapsulation into";
        case OUT_OF -> "encapsulation out of";
      };
    }
  }

  /** Relinearisation first, then Galois elements ascending, then those of encapsulation. */
  @Override
  default int compareTo(KeyId other) {
    return Long.compare(order(this), order(other));
  }

  private static long order(KeyId id) {
    return switch (id) {
      case Relinearisation _ -> 0;
      case Galois(int element) -> element;
      case Encapsulation(Encapsulation.Direction direction) ->
          switch (direction) {
            case INTO -> 1L + Integer.MAX_VALUE;
            case OUT_OF -> 2L + Integer.MAX_VALUE;
          };
    };
  }
}
