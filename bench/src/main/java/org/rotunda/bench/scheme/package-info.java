/** The scheme's operations as benchmarks measure them, and their JMH benchmarks. */
package org.rotunda.bench.scheme;
