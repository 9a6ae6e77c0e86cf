/** The distributions that secrets, errors and uniform halves are drawn from. */
package org.rotunda.ckks.sampling;
