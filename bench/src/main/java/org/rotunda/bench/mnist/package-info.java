/**
 * Networks for MNIST with the activation x&sup2;, trained in plain Java on the clear data: the
 * perceptron 784-128-128-10 of the demonstration, LoLa and LeNet.
 *
 * <p>{@link org.rotunda.bench.mnist.TrainNetwork} reads the four MNIST files, trains, brings the
 * pre-activations into a range that suits CKKS and writes the weights and 100 test digits; {@link
 * org.rotunda.bench.mnist.EvaluateNetwork} measures written weights on the whole test set. One seed
 * gives one network, on any number of processors.
 */
@NullMarked
package org.rotunda.bench.mnist;

import org.jspecify.annotations.NullMarked;
