/** JMH benchmarks of the kernels, scalar and vector in one run. */
package org.rotunda.bench.kernel;
