/**
 * What key generation is asked for and what it hands on, key by key: the meeting place of a plan
 * that knows which keys it needs, of generation, and of a store that keeps them. Nothing here is
 * secret.
 */
package org.rotunda.keys.material;
