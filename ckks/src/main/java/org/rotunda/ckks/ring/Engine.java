package org.rotunda.ckks.ring;

/**
 * What arithmetic runs on: kernels, the source of limbs, and threads. It never changes a result, only
 * its speed and where its memory comes from.
 *
 * @param kernels the whole-array operations
 * @param limbs where limbs come from
 * @param executor how the limbs of one operation are spread over threads
 */
public record Engine(Kernels kernels, LimbAllocator limbs, LimbExecutor executor) {}
