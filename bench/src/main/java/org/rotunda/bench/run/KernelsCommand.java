package org.rotunda.bench.run;

import picocli.CommandLine;

/** Measures the kernels. */
@CommandLine.Command(
    name = "kernels",
    description =
        "Measure transforms, products, sums, basis conversion, automorphisms, sampling, unpacking.",
    footer = {
      "",
      "Every kernel is measured in its scalar and its vector form, in JVMs of its own. The",
      "error is half the 99.9 %% confidence interval, as a part of the time; the ratio tells",
      "how many times faster vectors are. All sizes take half an hour, --quick three",
      "minutes.",
      "",
      "Examples:",
      "  rotunda bench kernels --quick",
      "  rotunda bench kernels --only ntt --log-n 16 --json ntt.json --chart ntt.svg"
    })
final class KernelsCommand extends SuiteCommand {
  KernelsCommand() {
    super(Suite.kernels());
  }
}
