/** Encrypted classification of MNIST digits, end to end. */
package org.rotunda.compiler.demo;
