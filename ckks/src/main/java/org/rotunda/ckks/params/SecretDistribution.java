package org.rotunda.ckks.params;

/** How the coefficients of a secret key are drawn. */
public sealed interface SecretDistribution {
  /** Each coefficient uniform in {-1, 0, 1}. */
  record UniformTernary() implements SecretDistribution {
    @Override
    public double expectedWeight(int degree) {
      return 2.0 * degree / 3.0;
    }
  }

  /**
   * Exactly {@code weight} coefficients are 1 or -1, at random places with random signs.
   *
   * @param weight the Hamming weight, at least 1
   */
  record FixedWeight(int weight) implements SecretDistribution {
    /** Checks the weight. */
    public FixedWeight {
      if (weight < 1) {
        throw new ParameterException(
            "A fixed-weight secret has a weight of at least 1, but %d was given."
                .formatted(weight));
      }
    }

    @Override
    public double expectedWeight(int degree) {
      return weight;
    }
  }

  /** The expected number of non-zero coefficients, which is the squared norm of the secret. */
  double expectedWeight(int degree);
}
