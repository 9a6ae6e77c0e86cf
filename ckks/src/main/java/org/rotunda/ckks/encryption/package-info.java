/** Public keys and encryption. */
package org.rotunda.ckks.encryption;
