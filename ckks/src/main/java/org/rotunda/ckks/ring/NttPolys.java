package org.rotunda.ckks.ring;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/** Several polynomials that are wanted together or not at all. */
public final class NttPolys {
  private NttPolys() {}

  /**
   * Polynomials whose limbs a block holds one polynomial after the other; they take the limbs over.
   */
  public static List<NttPoly> of(RnsBasis basis, LimbBlock limbs) {
    List<NttPoly> polys = new ArrayList<>();
    LimbBlock rest = limbs;
    while (rest.size() > basis.size()) {
      List<LimbBlock> parts = rest.split(basis.size());
      polys.add(new NttPoly(basis, parts.get(0)));
      rest = parts.get(1);
    }
    polys.add(new NttPoly(basis, rest));
    return List.copyOf(polys);
  }

  /** Makes each in order; if one fails, those made before it are closed. */
  @SafeVarargs
  public static List<NttPoly> together(Supplier<NttPoly>... parts) {
    return together(parts.length, i -> parts[i].get());
  }

  /** Makes the parts 0 .. count-1 in order; if one fails, those made before it are closed. */
  public static List<NttPoly> together(int count, IntFunction<NttPoly> part) {
    List<NttPoly> made = new ArrayList<>();
    boolean done = false;
    try {
      for (int i = 0; i < count; i++) {
        made.add(part.apply(i));
      }
      done = true;
    } finally {
      if (!done) {
        made.forEach(NttPoly::close);
      }
    }
    return List.copyOf(made);
  }
}
