package org.rotunda.keys.wire;

import org.rotunda.keys.seed.KeySeed;
import org.rotunda.keys.seed.KeySetId;

/** The key set of a public key and the seed of its uniform half; the body is b over Q. */
record PublicKeyMetadata(KeySetId keySet, KeySeed seed) implements WireMetadata {}
