/** Evaluation of polynomials and their approximation of functions. */
package org.rotunda.ckks.polynomial;
