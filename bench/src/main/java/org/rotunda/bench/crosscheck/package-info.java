/**
 * Checks Rotunda against OpenFHE, bit for bit, on objects that OpenFHE wrote: {@code rotunda
 * crosscheck}.
 *
 * <p>A folder holds, as {@code NAME.bin} or {@code NAME.json}: the context {@code cc}, the keys
 * {@code pk sk emk eak} (public, secret, relinearisation, automorphism with at least the rotations
 * by 1 and -1), the encoded plaintexts {@code pt_x} and {@code pt_y}, and ciphertexts:
 *
 * <ul>
 *   <li>{@code ct_x} and {@code ct_y}: x and y under the public key; {@code ct_xs}: x under the
 *       secret key;
 *   <li>{@code ct_mul3}: their product, {@code ct_mul}: relinearised, {@code ct_mul_rs}: and
 *       rescaled, {@code ct_mul2}: the relinearised square of that;
 *   <li>{@code ct_rot1} and {@code ct_rotm1}: x rotated by 1 and by -1;
 *   <li>{@code ct_mulc} and {@code ct_addc}: x times and plus 0.3.
 * </ul>
 *
 * <p>x_i is 0.25 + i / (2 slots) and y_i is 1 / (i + 2), in as many slots as the context's batch
 * size; where a plaintext has other values, those it decodes to take their place.
 */
package org.rotunda.bench.crosscheck;
