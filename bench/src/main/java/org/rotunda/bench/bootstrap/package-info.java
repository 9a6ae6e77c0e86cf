/** Bootstraps with keys on disk, by JMH, and OpenFHE's beside them. */
package org.rotunda.bench.bootstrap;
