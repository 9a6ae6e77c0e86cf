/**
 * The key store: one file with the evaluation keys of one key set.
 *
 * <p>All numbers are little-endian. A file consists of
 *
 * <ol>
 *   <li>the header, 512 bytes from 0: magic {@code RTUNKEYS}, version, log2 N, digit size, number
 *       of primes of Q and P, parameter digest, key-set id, kind of authentication, bit length of
 *       each prime, and in the last four bytes its CRC32C. It never changes;
 *   <li>two roots, at 4096 and 8192: generation, offset and length of the directory, CRC32C. Even
 *       generations write the first, odd ones the second; the whole one with the higher generation
 *       counts. The other is the one of the generation before, or all zero in a store without keys.
 *       If it is anything else, it was torn by a crash or is damaged: readers see the keys of the
 *       whole one, verification reports it, and a resumed writer recovers the key that lies behind
 *       or refuses the store;
 *   <li>from 12288 on, keys and directories in the order of their commits, each directory behind
 *       the key that it was written for.
 * </ol>
 *
 * <p>A key is its table of page digests (SHA-256 of each page's residues, 32 bytes each) and its
 * pages: digit by digit, the primes of P first, then q_0 up to the key's level. A page holds the N
 * residues of one b-limb, packed to the bit length of the prime and filled up to whole 64-bit
 * words, and its CRC32C, which also covers key-set id, seed, key, digit and prime index. Truncated
 * to any level, the pages of a digit are one contiguous run, and a key is one run for each live
 * digit. The a-half is the 32-byte seed.
 *
 * <p>A directory is: magic {@code KDIR}, number of keys, generation; for each key its code, level,
 * seed, offset and the SHA-256 of its table; then an HMAC-SHA-256 tag over header and directory,
 * zero without authentication, and a CRC32C. Through the digests the tag covers every page.
 *
 * <p>While a key is being added, in this process or another, readers see the keys of the generation
 * they have read: a directory and what it points to are never written again. Looking again shows
 * what was completed since. Any number of processes may read, and one write.
 *
 * <p>Checksums find accidents. Whoever reads a store from a place that others can write to opens it
 * with the authentication key of the key set. That a store is older than it could be is not found.
 */
package org.rotunda.paging.store;
