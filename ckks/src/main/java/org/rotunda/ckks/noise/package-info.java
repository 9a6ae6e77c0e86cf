/** Static estimation of the noise that each operation adds. */
package org.rotunda.ckks.noise;
