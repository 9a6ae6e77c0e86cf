package org.rotunda.compiler.cli.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rotunda.compiler.cli.TinyJob;
import org.rotunda.compiler.plan.Plan;
import org.rotunda.compiler.plan.PlanFile;
import org.rotunda.keys.material.KeyRequest;
import org.rotunda.paging.store.StoreInspection;

class KeygenCommandTest {
  @TempDir private Path folder;
  private TinyJob job;

  @BeforeEach
  void fromProgramToKeys() throws IOException {
    job = TinyJob.write(folder);
    job.compile().succeeded();
    job.keygen().succeeded();
  }

  @Test
  void planEvictsKeysThatItLoadsAgain() throws IOException {
    Plan plan = PlanFile.read(job.plan()).plan();
    assertThat(plan.prediction().evictions()).isPositive();
    assertThat(plan.prediction().peakKeyBytes()).isLessThanOrEqualTo(plan.keyBudget());
  }

  @Test
  void keygenMakesExactlyTheKeysOfThePlan() throws IOException {
    List<KeyRequest> stored =
        StoreInspection.of(job.store()).keys().values().stream()
            .map(key -> new KeyRequest(key.id(), key.level()))
            .toList();
    assertThat(stored).isEqualTo(PlanFile.read(job.plan()).plan().requests());
  }

  @Test
  void keygenAgainMakesNothingNew() throws IOException {
    byte[] before = Files.readAllBytes(job.store());
    job.keygen().succeeded();
    assertThat(Files.readAllBytes(job.store())).isEqualTo(before);
  }

  @Test
  void keygenMakesAMissingStoreAnew() throws IOException {
    Files.delete(job.store());
    job.keygen().succeeded();
    assertThat(StoreInspection.of(job.store()).keys())
        .hasSize(PlanFile.read(job.plan()).plan().requests().size());
    job.encrypt().succeeded();
    job.run(folder.resolve("y.ct")).succeeded();
  }
}
