package org.rotunda.ckks.ring;

import java.math.BigInteger;
import java.util.List;
import java.util.function.Function;

/**
 * The constants of a basis conversion from primes q_i with product D: modulo each target t the
 * weights D/q_i of the sources and -D of the quotient ({@link BasisConversion}). Immutable.
 */
public final class ConversionTable {
  private final List<Modulus> sources;
  private final List<Modulus> targets;
  private final Rounding rounding;
  private final long[] inverseCofactors;
  private final FixedPointQuotient[] quotients;
  private final long[][] rows;
  private final DerivedTables<ConversionTable> tables = new DerivedTables<>();

  /**
   * Computes the constants.
   *
   * @param sources distinct primes, at most 63
   * @param targets the moduli to convert to
   */
  public ConversionTable(List<Modulus> sources, List<Modulus> targets, Rounding rounding) {
    this.sources = List.copyOf(sources);
    this.targets = List.copyOf(targets);
    this.rounding = rounding;
    int terms = sources.size();
    BigInteger product =
        sources.stream()
            .map(q -> BigInteger.valueOf(q.value()))
            .reduce(BigInteger.ONE, BigInteger::multiply);
    inverseCofactors = new long[terms];
    quotients = new FixedPointQuotient[terms];
    rows = new long[targets.size()][terms + 1];
    for (int i = 0; i < terms; i++) {
      Modulus q = sources.get(i);
      BigInteger cofactor = product.divide(BigInteger.valueOf(q.value()));
      inverseCofactors[i] = q.inverse(q.reduce(cofactor));
      quotients[i] = FixedPointQuotient.of(q);
      for (int t = 0; t < rows.length; t++) {
        rows[t][i] = targets.get(t).reduce(cofactor);
      }
    }
    for (int t = 0; t < rows.length; t++) {
      rows[t][terms] = targets.get(t).reduce(product.negate());
    }
  }

  /** The primes converted from. */
  public List<Modulus> sources() {
    return sources;
  }

  /** The moduli converted to. */
  public List<Modulus> targets() {
    return targets;
  }

  /** Whether the quotient is subtracted. */
  public Rounding rounding() {
    return rounding;
  }

  /** (D/q_i)^-1 mod q_i. */
  public long inverseCofactor(int source) {
    return inverseCofactors[source];
  }

  /** The fixed-point approximation of y / q_i. */
  public FixedPointQuotient quotient(int source) {
    return quotients[source];
  }

  /** The weights modulo a target: of each source, then of the quotient; not to be written. */
  public long[] row(int target) {
    return rows[target];
  }

  /**
   * What an implementation of {@link Kernels} derives from this table: made at first use, then
   * kept.
   *
   * @param kind the class of the tables, one object each
   */
  public <T> T tables(Class<T> kind, Function<ConversionTable, T> make) {
    return tables.get(kind, this, make);
  }
}
