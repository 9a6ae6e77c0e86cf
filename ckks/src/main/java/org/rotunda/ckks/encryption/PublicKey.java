package org.rotunda.ckks.encryption;

import org.rotunda.ckks.ring.NttPoly;

/**
 * An encryption of zero that lets anyone encrypt: b = e - a s over Q.
 *
 * @param b e - a s
 * @param a uniform
 */
public record PublicKey(NttPoly b, NttPoly a) {}
