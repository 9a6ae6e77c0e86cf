package org.rotunda.ckks.params;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.rotunda.ckks.ring.Automorphism;
import org.rotunda.ckks.ring.RnsRing;

/**
 * Parameters with the tables that every computation under them shares: the rings of all primes and
 * the automorphisms used so far. Build one and hand it around; it serves all threads.
 */
public final class CkksContext {
  private final Parameters parameters;
  private final RnsRing ring;
  private final ConcurrentMap<Integer, Automorphism> automorphisms = new ConcurrentHashMap<>();

  private CkksContext(Parameters parameters) {
    this.parameters = parameters;
    this.ring = new RnsRing(parameters.degree(), parameters.q(), parameters.p());
  }

  /** Builds the tables: about 64 N bytes a prime. */
  public static CkksContext of(Parameters parameters) {
    return new CkksContext(parameters);
  }

  /** The parameters. */
  public Parameters parameters() {
    return parameters;
  }

  /** The rings. */
  public RnsRing ring() {
    return ring;
  }

  /** The permutation of a Galois element; 4 N bytes each, kept. */
  public Automorphism automorphism(int galoisElement) {
    return automorphisms.computeIfAbsent(
        galoisElement, element -> new Automorphism(parameters.degree(), element));
  }
}
