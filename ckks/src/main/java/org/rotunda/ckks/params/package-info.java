/** Checked, immutable scheme parameters, their presets and the security table. */
package org.rotunda.ckks.params;
