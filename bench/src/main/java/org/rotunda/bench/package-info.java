/** Benchmarks, workloads and comparisons. */
@NullMarked
package org.rotunda.bench;

import org.jspecify.annotations.NullMarked;
