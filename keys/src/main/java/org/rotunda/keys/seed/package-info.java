/**
 * Uniform polynomials from 32-byte seeds.
 *
 * <p>Half of every evaluation key, of a public key and of a ciphertext made with the secret key is
 * uniformly random and public. A {@link org.rotunda.keys.seed.KeySeed} stands for it in files and
 * in memory; every limb comes from a stream of its own, so that any one can be had without the
 * others.
 */
package org.rotunda.keys.seed;
