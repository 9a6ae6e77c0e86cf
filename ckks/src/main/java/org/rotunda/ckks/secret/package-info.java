/** Secret keys and decryption; absent from the server. */
package org.rotunda.ckks.secret;
