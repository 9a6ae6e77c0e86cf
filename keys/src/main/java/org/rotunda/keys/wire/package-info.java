/** Serialised forms of parameters, keys, plaintexts and ciphertexts. */
package org.rotunda.keys.wire;
