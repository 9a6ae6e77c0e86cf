package org.rotunda.keys.secret;

import org.rotunda.ckks.secret.SecretKey;
import org.rotunda.keys.seed.KeySetId;

/**
 * A secret key with the name of its key set.
 *
 * @param keySet the name that everything made from the key carries
 * @param key the secret key
 */
public record KeySetSecret(KeySetId keySet, SecretKey key) {}
