package org.rotunda.ckks.polynomial;

/** Symmetry of a series, as shown by which of its coefficients are exactly zero. */
public enum Parity {
  /** Only coefficients of even index: p(-u) = p(u). The zero series counts as even. */
  EVEN,
  /** Only coefficients of odd index: p(-u) = -p(u). */
  ODD,
  /** Coefficients of both kinds. */
  NEITHER;

  /** Whether a series of this parity may have a nonzero coefficient at the given index. */
  public boolean allows(int index) {
    return switch (this) {
      case EVEN -> index % 2 == 0;
      case ODD -> index % 2 != 0;
      case NEITHER -> true;
    };
  }

  /** The parity of q where q T_m has this parity. */
  Parity dividedBy(int m) {
    if (m % 2 == 0) {
      return this;
    }
    return switch (this) {
      case EVEN -> ODD;
      case ODD -> EVEN;
      case NEITHER -> NEITHER;
    };
  }
}
