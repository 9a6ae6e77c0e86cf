package org.rotunda.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.rotunda.compiler.cli.job.JobException;

@DisabledOnOs(OS.WINDOWS)
class PeerProgramTest {
  @TempDir private Path folder;

  /** A script in place of a measuring program. */
  private Path program(String... lines) throws IOException {
    Path script = folder.resolve("program");
    Files.writeString(script, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
    assertThat(script.toFile().setExecutable(true)).isTrue();
    return script;
  }

  @Test
  void measuresInTurns() throws IOException {
    Path script =
        program(
            "echo shape $1 $OMP_NUM_THREADS",
            "echo ready",
            "while read line; do echo add 1.5e3; echo end; done");
    try (PeerProgram peer = PeerProgram.start(script, 2, List.of("14"))) {
      assertThat(peer.introduction()).containsExactly("shape 14 2");
      Match match = new Match("a script", peer, List.of(new Operation("add", "add", () -> {})), 2);
      match.round();
      match.round();
      assertThat(match.samples().getFirst().peerNanos()).containsExactly(1500.0, 1500.0);
      assertThat(match.samples().getFirst().ownNanos()).hasSize(2);
    }
  }

  @Test
  void saysThatAnOperationIsMissing() throws IOException {
    Path script = program("echo ready", "while read line; do echo end; done");
    try (PeerProgram peer = PeerProgram.start(script, 1, List.of())) {
      assertThat(peer.measure()).isEqualTo(Map.of());
      Match match = new Match("a script", peer, List.of(new Operation("add", "add", () -> {})), 1);
      assertThatThrownBy(match::round)
          .isInstanceOf(JobException.class)
          .hasMessageContaining("should measure add");
    }
  }

  @Test
  void saysThatAProgramEndedEarly() throws IOException {
    Path script = program("exit 1");
    assertThatThrownBy(() -> PeerProgram.start(script, 1, List.of()))
        .isInstanceOf(JobException.class)
        .hasMessageContaining("ended early");
  }

  @Test
  void refusesLinesThatAreNoTimes() throws IOException {
    Path script = program("echo ready", "while read line; do echo nonsense; echo end; done");
    try (PeerProgram peer = PeerProgram.start(script, 1, List.of())) {
      assertThatThrownBy(peer::measure)
          .isInstanceOf(JobException.class)
          .hasMessageContaining("'nonsense'");
    }
  }
}
