package org.rotunda.compiler.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program deeper than its chain, from its text to the answer, at 128-bit security. */
@Tag("soak")
class BootstrapEndToEndTest {
  @TempDir private Path folder;

  @Test
  void aDeepProgramGivesTheAnswer() throws IOException {
    TinyJob job = TinyJob.write(folder);
    // Four levels between bootstraps of this preset: two steps each.
    Files.writeString(
        job.program(),
        """
        program deep;
        slots 16;
        input x: tensor[8];
        for i in 1..5 { x = x * 1.5 + (x * -0.5) * (x * x); }
        output z: x;
        """);
    CommandRun compiled =
        succeed(
            CommandRun.of(
                "compile",
                job.program(),
                "--bootstrap",
                "N15_REAL",
                "--key-budget",
                "200MiB",
                "--out",
                job.plan()));
    assertThat(compiled.out()).contains("bootstraps").contains("preset");
    succeed(job.keygen());
    succeed(job.encrypt());
    succeed(job.run(folder.resolve("z.ct")));
    succeed(job.decrypt(folder.resolve("z.ct"), folder.resolve("z.csv")));
    double[] found =
        Arrays.stream(Files.readString(folder.resolve("z.csv")).strip().split("[,\n]"))
            .mapToDouble(Double::parseDouble)
            .toArray();
    assertThat(found).containsExactly(job.expected(), within(job.errorBound()));

    Files.writeString(job.input(), "0,0,0,0,0,0,0,3");
    CommandRun refused = job.encrypt();
    assertThat(refused.exitCode()).isEqualTo(Rotunda.FAILED);
    assertThat(refused.err()).contains("magnitude up to 1.0 to bootstrap").hasLineCount(1);
  }

  private static CommandRun succeed(CommandRun run) {
    assertThat(run.exitCode()).as(run.err()).isZero();
    return run;
  }
}
