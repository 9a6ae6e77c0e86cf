/**
 * Programs to measure on, with their weights, inputs and outputs in the clear: networks on MNIST
 * and a chain of dense matrices.
 */
@NullMarked
package org.rotunda.bench.workload;

import org.jspecify.annotations.NullMarked;
