/**
 * Generation of evaluation and public keys from a secret key. Runs on the key owner's machine only.
 */
package org.rotunda.keys.generation;
