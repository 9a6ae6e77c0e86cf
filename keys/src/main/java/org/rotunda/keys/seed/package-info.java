/** Seeds from which the uniform halves of evaluation keys are regenerated. */
package org.rotunda.keys.seed;
