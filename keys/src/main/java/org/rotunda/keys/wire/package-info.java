/**
 * The form in which parameters, keys, plaintexts and ciphertexts travel and are kept.
 *
 * <p>All share one frame, integers little-endian:
 *
 * <pre>
 * bytes  content
 *     8  magic 89 52 6f 74 75 6e 64 61 (0x89 "Rotunda")
 *     2  version, 1
 *     2  kind, see {@link org.rotunda.keys.wire.WireKind}
 *     8  total length, from the magic to the checksum
 *    32  digest of the parameters
 *     4  length of the metadata, at most 1 MiB
 *        metadata
 *        body: residues as 64-bit words, limb by limb
 *    32  SHA-256 of all before
 * </pre>
 *
 * <p>The metadata is written by Kryo with serialisers of this package only; no class name and no
 * class number is ever read. Whatever is wrong with an object is a {@link
 * org.rotunda.keys.wire.WireException} that says what was expected and what was found, and no size
 * that an object states is believed: memory is taken as bytes arrive. Evaluation keys have another
 * form, the key store.
 *
 * <p>Checksums catch accidents. They don't show who wrote an object.
 */
package org.rotunda.keys.wire;
