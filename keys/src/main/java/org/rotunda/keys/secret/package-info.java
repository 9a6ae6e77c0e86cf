/**
 * What a key owner does with a secret key outside of key generation: keeping it in a file under a
 * passphrase, and encrypting to half the size. Runs on the key owner's machine only.
 */
package org.rotunda.keys.secret;
