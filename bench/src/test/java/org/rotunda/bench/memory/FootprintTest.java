package org.rotunda.bench.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rotunda.compiler.cli.Rotunda;

class FootprintTest {
  @Test
  void isReadFromTheLineThatItWrites() {
    Footprint footprint = new Footprint(135_000_000, 3L << 30, 12_345, 17);
    assertThat(Footprint.parse(footprint.line())).contains(footprint);
    assertThat(Footprint.parse("WARNING: Using incubator modules")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void isMeasuredWithEitherSourceOfLimbs(LimbSource source) {
    StringWriter out = new StringWriter();
    int exit =
        Rotunda.commandLine()
            .setOut(new PrintWriter(out, true))
            .execute(
                "bench",
                "memory",
                RotationsCommand.NAME,
                "--log-n=12",
                "--limbs=3",
                "--rotations=2",
                "--warm-up=0",
                "--limbs-from=" + source);
    assertThat(exit).isZero();
    Footprint footprint = Footprint.parse(out.toString().strip()).orElseThrow();
    assertThat(footprint.nanos()).isPositive();
    assertThat(footprint.allocatedBytes()).isPositive();
  }
}
