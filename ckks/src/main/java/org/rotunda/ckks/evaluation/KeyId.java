package org.rotunda.ckks.evaluation;

/** Which evaluation key: what it switches from. Every one switches to the main secret key s. */
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

  /** Relinearisation first, then Galois elements ascending. */
  @Override
  default int compareTo(KeyId other) {
    return Integer.compare(order(this), order(other));
  }

  private static int order(KeyId id) {
    return switch (id) {
      case Relinearisation _ -> 0;
      case Galois(int element) -> element;
    };
  }
}
