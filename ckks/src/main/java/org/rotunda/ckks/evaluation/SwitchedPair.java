package org.rotunda.ckks.evaluation;

import org.rotunda.ckks.ring.NttPoly;

/**
 * The inner product of digits with a key, before the division by P: (u_0, u_1) over QP with u_0 + u_1 s'
 * about P c s_old.
 */
public record SwitchedPair(NttPoly u0, NttPoly u1) implements AutoCloseable {
  @Override
  public void close() {
    u0.close();
    u1.close();
  }
}
