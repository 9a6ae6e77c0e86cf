/**
 * The multilayer perceptron of the MNIST demonstration: 784-128-128-10 with the activation x&sup2;,
 * trained in plain Java on the clear data.
 *
 * <p>{@link org.rotunda.bench.mnist.TrainPerceptron} reads the four MNIST files, trains, brings the
 * pre-activations into a range that suits CKKS and writes the weights and 100 test digits; {@link
 * org.rotunda.bench.mnist.EvaluatePerceptron} measures written weights on the whole test set. Both
 * run on one thread, and one seed gives one network.
 */
@NullMarked
package org.rotunda.bench.mnist;

import org.jspecify.annotations.NullMarked;
