package org.rotunda.ckks.evaluation;

/**
 * One use of an evaluation key.
 *
 * @param id which key
 * @param level the level of the ciphertext it is used on, hence the level the key must reach
 */
public record KeyUse(KeyId id, int level) {}
