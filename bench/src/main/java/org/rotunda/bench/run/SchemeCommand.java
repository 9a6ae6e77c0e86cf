package org.rotunda.bench.run;

import picocli.CommandLine;

/** Measures the scheme's operations. */
@CommandLine.Command(
    name = "scheme",
    description = "Measure encoding, encryption, sums, products, rescaling and rotations.",
    footer = {
      "",
      "Operands are at the top level, of 7 and 28 limbs of 50 bits; a hoisted rotation is one",
      "of a group of 8. Each is measured on scalar and on vector kernels, in JVMs of its own.",
      "The error is half the 99.9 %% confidence interval, as a part of the time; the ratio",
      "tells how many times faster vectors are. All sizes take some 50 minutes, --quick a",
      "minute; N = 2^16 with 28 limbs needs 2 GiB of heap.",
      "",
      "Examples:",
      "  rotunda bench scheme --quick",
      "  rotunda bench scheme --only rotate --log-n 16 --json rotate.json --chart rotate.svg"
    })
final class SchemeCommand extends SuiteCommand {
  SchemeCommand() {
    super(Suite.scheme());
  }
}
