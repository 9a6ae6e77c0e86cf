/** Ciphertexts, the evaluator, key switching, hoisting, and what evaluation keys are. */
package org.rotunda.ckks.evaluation;
