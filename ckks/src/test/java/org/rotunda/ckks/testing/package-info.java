/**
 * What the tests of several modules share: seeded randomness, small parameters, recording doubles.
 */
package org.rotunda.ckks.testing;
