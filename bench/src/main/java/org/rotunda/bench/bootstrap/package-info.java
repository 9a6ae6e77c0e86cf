/** Whole runs of bootstrapping with keys on disk. */
package org.rotunda.bench.bootstrap;
