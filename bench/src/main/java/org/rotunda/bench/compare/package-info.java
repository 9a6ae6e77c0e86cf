/**
 * Rotunda and other libraries measured in turns, in one run on one machine, for ratios that a
 * machine's drift does not distort.
 */
package org.rotunda.bench.compare;
