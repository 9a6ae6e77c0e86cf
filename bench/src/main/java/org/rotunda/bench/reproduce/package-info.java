/**
 * {@code rotunda reproduce}: runs a workload with its keys managed as other systems do and as
 * Rotunda does, and reports time, memory, bytes read, stalls and precision of each.
 *
 * <p>A {@link org.rotunda.bench.reproduce.Contender} is a program with a schedule of its keys. All
 * go through the same verifier, pager, kernels and store; they differ in which keys are in memory
 * when, at which level, and with or without their uniform halves.
 */
@NullMarked
package org.rotunda.bench.reproduce;

import org.jspecify.annotations.NullMarked;
