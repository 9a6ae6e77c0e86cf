/** Moduli, number-theoretic transforms, RNS polynomials, basis conversion and automorphisms. */
package org.rotunda.ckks.ring;
