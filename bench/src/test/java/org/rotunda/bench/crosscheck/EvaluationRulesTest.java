package org.rotunda.bench.crosscheck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rotunda.ckks.evaluation.HalfAddition;
import org.rotunda.ckks.params.Security;
import org.rotunda.ckks.ring.Engine;
import org.rotunda.ckks.ring.LimbAllocator;
import org.rotunda.ckks.ring.LimbExecutor;
import org.rotunda.ckks.ring.kernel.KernelProvider;
import org.rotunda.ckks.secret.SecretKey;
import org.rotunda.ckks.testing.SeededRandom;
import org.rotunda.keys.openfhe.OpenFheConstants;
import org.rotunda.keys.openfhe.OpenFheContexts;
import org.rotunda.keys.openfhe.OpenFheConverter;
import org.rotunda.keys.openfhe.OpenFheFormat;
import org.rotunda.keys.openfhe.OpenFheSettings;
import org.rotunda.keys.openfhe.ScalingTechnique;
import org.rotunda.keys.openfhe.SecretDistributionCode;
import org.rotunda.keys.openfhe.archive.ArchiveForm;

/** A folder where 0.3 is rounded to two integers, with fused and with separate operations. */
class EvaluationRulesTest {
  private static final Engine ENGINE =
      new Engine(KernelProvider.select(), LimbAllocator.heap(), LimbExecutor.serial());

  @TempDir private Path folder;

  @BeforeEach
  void write() throws IOException {
    OpenFheSettings settings =
        new OpenFheSettings(
            7, 3, 54, 60, 2, ScalingTechnique.FLEXIBLEAUTO, SecretDistributionCode.UNIFORM_TERNARY);
    OpenFheConverter converter =
        OpenFheConverter.of(
            OpenFheContexts.of(settings, 64, Security.INSECURE_FOR_TESTING),
            ENGINE,
            Security.INSECURE_FOR_TESTING);
    SeededRandom random = new SeededRandom(3);
    SecretKey secretKey = SecretKey.generate(converter.ckks().parameters(), random);
    new FolderWriter(converter, secretKey, "tag", random, folder).write();
  }

  private Finding product() {
    Rule rule =
        Crosscheck.rules().stream()
            .filter(r -> r.name().equals("product with a constant"))
            .findFirst()
            .orElseThrow();
    return Crosscheck.find(rule, evidence());
  }

  private Evidence evidence() {
    return new Evidence(new CrosscheckFolder(folder, ArchiveForm.BINARY), ENGINE);
  }

  private void writeProduct(HalfAddition halves, double constant) throws IOException {
    Evidence evidence = evidence();
    OpenFheConverter converter = evidence.converter();
    OpenFheFormat.CIPHERTEXT.write(
        converter.ciphertext(
            new OpenFheConstants(converter, halves).multiply(evidence.converted("ct_x"), constant),
            "tag"),
        folder.resolve("ct_mulc.bin"));
  }

  @ParameterizedTest
  @CsvSource({"FUSED,with WITH_NATIVEOPT", "SEPARATE,without WITH_NATIVEOPT"})
  void productsOfEitherBuildPassWhichIsSaid(HalfAddition halves, String said) throws IOException {
    writeProduct(halves, 0.3);

    assertThat(product())
        .isInstanceOfSatisfying(
            Finding.Agreement.class, agreement -> assertThat(agreement.measured()).endsWith(said));
  }

  @Test
  void productsOfNeitherFail() throws IOException {
    writeProduct(HalfAddition.FUSED, Math.nextUp(0.3));

    assertThat(product()).isInstanceOf(Finding.Difference.class);
  }
}
