package org.rotunda.ckks.evaluation;

import java.util.List;
import java.util.function.Supplier;
import org.rotunda.ckks.ring.NttPoly;
import org.rotunda.ckks.ring.NttPolys;

/**
 * The inner product of digits with a key, before the division by P: (u_0, u_1) over QP with u_0 +
 * u_1 s' about P c s_old.
 */
public record SwitchedPair(NttPoly u0, NttPoly u1) implements AutoCloseable {
  /** Makes both halves; if the second fails, the first is closed. */
  public static SwitchedPair of(Supplier<NttPoly> u0, Supplier<NttPoly> u1) {
    List<NttPoly> pair = NttPolys.together(u0, u1);
    return new SwitchedPair(pair.get(0), pair.get(1));
  }

  @Override
  public void close() {
    u0.close();
    u1.close();
  }
}
