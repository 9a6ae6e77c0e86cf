/** Linear transforms on slots, and sums over slots. */
package org.rotunda.ckks.linear;
