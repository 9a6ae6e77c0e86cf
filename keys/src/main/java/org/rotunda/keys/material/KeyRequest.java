package org.rotunda.keys.material;

import org.rotunda.ckks.evaluation.KeyId;

/**
 * A key to be generated.
 *
 * @param id which key
 * @param level the highest level it shall serve, from 0 to the maximum of the parameters
 */
public record KeyRequest(KeyId id, int level) {}
