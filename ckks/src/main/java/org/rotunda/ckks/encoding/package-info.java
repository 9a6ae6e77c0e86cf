/** The canonical embedding between complex vectors and plaintext polynomials. */
package org.rotunda.ckks.encoding;
