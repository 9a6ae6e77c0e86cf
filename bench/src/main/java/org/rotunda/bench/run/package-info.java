/** The command that runs the JMH benchmarks and shows their results as table, JSON and chart. */
package org.rotunda.bench.run;
