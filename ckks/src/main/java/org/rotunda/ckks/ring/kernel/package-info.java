/** Whole-array arithmetic on limbs; the only package that may use vector instructions. */
package org.rotunda.ckks.ring.kernel;
