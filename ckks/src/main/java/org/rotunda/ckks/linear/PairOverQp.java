package org.rotunda.ckks.linear;

import java.util.List;
import org.rotunda.ckks.ring.NttPoly;

/** P times a ciphertext (c_0, c_1), over QP, before the division by P. */
record PairOverQp(NttPoly u0, NttPoly u1) implements AutoCloseable {
  /** Two polynomials. */
  static PairOverQp of(List<NttPoly> polys) {
    return new PairOverQp(polys.get(0), polys.get(1));
  }

  @Override
  public void close() {
    u0.close();
    u1.close();
  }
}
