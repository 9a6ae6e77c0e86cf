package org.rotunda.keys.wire;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.rotunda.ckks.params.CkksContext;
import org.rotunda.ckks.ring.LimbAllocator;
import org.rotunda.ckks.ring.NttPoly;

/**
 * The polynomials taken while an object is read. They are given back on {@link #close} unless the
 * whole object turned out well.
 */
final class OpenPolynomials implements AutoCloseable {
  private final List<NttPoly> open = new ArrayList<>();

  NttPoly read(WireReader reader, CkksContext context, int level, LimbAllocator allocator)
      throws IOException {
    return keep(PolynomialBody.read(reader, context, level, allocator));
  }

  NttPoly keep(NttPoly poly) {
    open.add(poly);
    return poly;
  }

  /** Leaves them to whoever holds them now. */
  void handOver() {
    open.clear();
  }

  @Override
  public void close() {
    open.forEach(NttPoly::close);
  }
}
