package org.rotunda.paging.store;

import org.rotunda.ckks.evaluation.KeyId;
import org.rotunda.keys.seed.KeySeed;

/**
 * A key of a store, as its directory knows it.
 *
 * @param id which key
 * @param level the highest level it serves
 * @param seed regenerates its uniform half
 * @param offset where its table of page digests starts in the file; its pages follow
 * @param table SHA-256 of the table of page digests
 */
public record StoredKey(KeyId id, int level, KeySeed seed, long offset, Digest table) {}
