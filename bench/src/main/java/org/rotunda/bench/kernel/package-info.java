/**
 * Benchmarks of kernels and of the scheme's operations, on scalar and vector kernels in one run.
 */
package org.rotunda.bench.kernel;
