package org.rotunda.bench.crosscheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rotunda.ckks.ring.Engine;
import org.rotunda.ckks.ring.LimbAllocator;
import org.rotunda.ckks.ring.LimbExecutor;
import org.rotunda.ckks.ring.kernel.KernelProvider;
import org.rotunda.compiler.cli.job.JobException;
import org.rotunda.keys.openfhe.CkksParameters;
import org.rotunda.keys.openfhe.DcrtParameters;
import org.rotunda.keys.openfhe.EncodingParameters;
import org.rotunda.keys.openfhe.KeySet;
import org.rotunda.keys.openfhe.OpenFheCiphertext;
import org.rotunda.keys.openfhe.OpenFheContext;
import org.rotunda.keys.openfhe.OpenFheEvaluationKey;
import org.rotunda.keys.openfhe.OpenFheFormat;
import org.rotunda.keys.openfhe.OpenFheKeyMap;
import org.rotunda.keys.openfhe.Ownership;
import org.rotunda.keys.openfhe.RlweParameters;
import org.rotunda.keys.openfhe.ScalingTechnique;
import org.rotunda.keys.openfhe.SecretDistributionCode;
import org.rotunda.keys.openfhe.archive.ArchiveForm;
import org.rotunda.keys.testing.OpenFheFixtures;
import picocli.CommandLine;

/** Folders of well-formed files that OpenFHE would not write: each is a FAIL that says what. */
class UnusualFoldersTest {
  private static final Engine ENGINE =
      new Engine(KernelProvider.select(), LimbAllocator.heap(), LimbExecutor.serial());

  @TempDir private Path folder;
  private OpenFheContext context;
  private List<KeySet.Indexed> rotations;
  private String tag = "";

  @BeforeEach
  void readTiny() throws IOException {
    OpenFheFixtures.copy("tiny", ".bin", folder);
    context = OpenFheFormat.CONTEXT.read(folder.resolve("cc.bin"));
    rotations = new ArrayList<>();
    OpenFheKeyMap.AUTOMORPHISM.read(
        "eak",
        new ByteArrayInputStream(OpenFheFixtures.bytes("tiny", "eak.bin")),
        ArchiveForm.BINARY,
        (keyTag, index, key) -> {
          tag = keyTag;
          rotations.add(new KeySet.Indexed(index, key));
        });
  }

  private List<String> lines() {
    StringWriter written = new StringWriter();
    new Crosscheck(new CrosscheckFolder(folder, ArchiveForm.BINARY), ENGINE)
        .run(new PrintWriter(written));
    return written.toString().lines().toList();
  }

  private void writeContext(CkksParameters parameters) throws IOException {
    OpenFheFormat.CONTEXT.write(
        new OpenFheContext(parameters, context.scheme()), folder.resolve("cc.bin"));
  }

  private CkksParameters with(UnaryOperator<RlweParameters> change, ScalingTechnique technique) {
    CkksParameters p = context.parameters();
    return new CkksParameters(
        change.apply(p.rlwe()),
        p.keySwitching(),
        technique,
        p.encryptionTechnique(),
        p.multiplicationTechnique(),
        p.digits(),
        p.specialPrimeBits(),
        p.extraBits(),
        p.compressionLevel(),
        p.compositeDegree(),
        p.registerWordSize(),
        p.complexData());
  }

  private static RlweParameters with(
      RlweParameters p, DcrtParameters elements, EncodingParameters encoding) {
    return with(p, elements, encoding, p.secret());
  }

  private static RlweParameters with(
      RlweParameters p,
      DcrtParameters elements,
      EncodingParameters encoding,
      SecretDistributionCode secret) {
    return new RlweParameters(
        elements,
        encoding,
        p.sigma(),
        p.assurance(),
        p.noiseScale(),
        p.digitSize(),
        p.noiseEstimate(),
        p.multiplicativeDepth(),
        p.additions(),
        p.keySwitches(),
        p.reEncryptionHops(),
        p.maxRelinearisationDegree(),
        secret,
        p.reEncryptionMode(),
        p.multipartyMode(),
        p.executionMode(),
        p.decryptionNoiseMode(),
        p.securityLevel(),
        p.floodingSigma(),
        p.statisticalSecurity(),
        p.adversarialQueries(),
        p.thresholdParties());
  }

  private void writeRotations(List<KeySet> sets) throws IOException {
    OpenFheKeyMap.AUTOMORPHISM.write(sets, folder.resolve("eak.bin"));
  }

  @Test
  void aMapWithoutTheKeyOfARotationFails() throws IOException {
    writeRotations(List.of(new KeySet(tag, List.of(rotations.getLast()))));

    assertThat(lines())
        .anyMatch(line -> line.startsWith("PASS rotation keys, 1 key, "))
        .anyMatch(
            line -> line.matches("FAIL rotation by 1: first difference The key .* is needed.*"))
        .anyMatch(line -> line.startsWith("FAIL rotation by -1: first difference The key "));
  }

  @Test
  void anEmptyMapFails() throws IOException {
    writeRotations(List.of());

    assertThat(lines())
        .contains("FAIL rotation keys: first difference eak: keys are expected, but it holds none");
  }

  @Test
  void aMapOfTwoKeySetsFails() throws IOException {
    writeRotations(List.of(new KeySet("", rotations), new KeySet(tag, rotations)));

    assertThat(lines())
        .anyMatch(line -> line.startsWith("FAIL contexts and key tags of all files: "))
        .anyMatch(
            line -> line.startsWith("FAIL rotation by 1: ") && line.contains("holds several"));
  }

  @Test
  void aKeyWithoutDigitsFails() throws IOException {
    Files.delete(folder.resolve("emk.bin"));
    KeySet.Indexed first = rotations.getFirst();
    OpenFheEvaluationKey empty =
        new OpenFheEvaluationKey(first.key().owner(), List.of(), List.of());
    writeRotations(List.of(new KeySet(tag, List.of(new KeySet.Indexed(first.index(), empty)))));

    assertThat(lines())
        .contains(
            "FAIL primes of P: first difference The file %s should hold a key with digits, but holds none."
                .formatted(folder.resolve("eak.bin")));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 3, 16, 0xffff_ffffL})
  void batchSizesThatAreNoNumbersOfSlotsFail(long batchSize) throws IOException {
    writeContext(
        with(
            rlwe -> {
              EncodingParameters e = rlwe.encoding();
              return with(
                  rlwe,
                  rlwe.elements(),
                  new EncodingParameters(
                      e.plaintextModulus(),
                      e.root(),
                      e.bigModulus(),
                      e.bigRoot(),
                      e.generator(),
                      batchSize));
            },
            context.parameters().scaling()));

    assertThat(lines())
        .contains(
            "FAIL encoder on x: first difference The batch size is a power of two up to N/2 = 8, but is %d."
                .formatted(batchSize));
  }

  @ParameterizedTest
  @EnumSource(names = {"COMPOSITESCALINGAUTO", "COMPOSITESCALINGMANUAL", "NORESCALE", "INVALID"})
  void techniquesThatAreNotConvertedFail(ScalingTechnique technique) throws IOException {
    writeContext(with(UnaryOperator.identity(), technique));

    assertThat(lines())
        .contains(
            "FAIL primes of Q: first difference Only contexts of FIXEDMANUAL, FIXEDAUTO,"
                + " FLEXIBLEAUTO and FLEXIBLEAUTOEXT are converted, but this one is of "
                + technique
                + ".");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void chainsThatAreTooShortFail(int primes) throws IOException {
    writeContext(
        with(
            rlwe ->
                with(
                    rlwe,
                    new DcrtParameters(
                        rlwe.elements().element(), rlwe.elements().towers().subList(0, primes)),
                    rlwe.encoding()),
            ScalingTechnique.FLEXIBLEAUTOEXT));

    assertThat(lines()).anyMatch(line -> line.startsWith("FAIL primes of Q: first difference "));
    assertThat(lines().getLast()).startsWith("0 passed, 24 failed");
  }

  private void expectNotSupported(String found) {
    CrosscheckCommand command = new CrosscheckCommand();
    StringWriter written = new StringWriter();
    new CommandLine(command).setOut(new PrintWriter(written)).parseArgs(folder.toString());

    assertThatThrownBy(command::call)
        .isInstanceOf(JobException.class)
        .hasMessageStartingWith("Not supported: ")
        .hasMessageContaining(found);
    assertThat(written.toString()).isEmpty();
  }

  @Test
  void techniquesThatAreNotSupportedAreOneError() throws IOException {
    writeContext(with(UnaryOperator.identity(), ScalingTechnique.COMPOSITESCALINGAUTO));

    expectNotSupported("this one is of COMPOSITESCALINGAUTO");
  }

  @Test
  void gaussianSecretsAreOneError() throws IOException {
    writeContext(
        with(
            rlwe -> with(rlwe, rlwe.elements(), rlwe.encoding(), SecretDistributionCode.GAUSSIAN),
            context.parameters().scaling()));

    expectNotSupported("this one has GAUSSIAN ones");
  }

  @Test
  void moreThan128PrimesAreOneError() throws IOException {
    writeContext(
        with(
            rlwe ->
                with(
                    rlwe,
                    new DcrtParameters(
                        rlwe.elements().element(),
                        Collections.nCopies(129, rlwe.elements().towers().getFirst())),
                    rlwe.encoding()),
            context.parameters().scaling()));

    expectNotSupported("at most 128 primes of Q are converted, but this one has 129");
  }

  @Test
  void keysOfAnEncapsulatedSecretAreLeftOutWhichIsSaid() throws IOException {
    long order = 2L * context.parameters().rlwe().elements().element().ringDimension();
    List<KeySet.Indexed> all = new ArrayList<>(rotations.subList(0, 2));
    OpenFheEvaluationKey key = rotations.getLast().key();
    Ownership ofSparse = new Ownership(key.owner().context(), "the sparse secret's tag");
    all.add(new KeySet.Indexed(order - 4, new OpenFheEvaluationKey(ofSparse, key.a(), key.b())));
    all.add(new KeySet.Indexed(order - 2, key));
    writeRotations(List.of(new KeySet(tag, all)));

    assertThat(lines())
        .anyMatch(
            line ->
                line.startsWith("PASS rotation keys, 2 keys, ")
                    && line.endsWith(
                        "; not compared: keys [28, 30] of sparse-secret encapsulation, whose other"
                            + " secret is in no file"))
        .contains(
            "PASS contexts and key tags of all files", "PASS rotation by 1", "PASS rotation by -1");
  }

  @Test
  void keysOfAnEncapsulatedSecretAloneFail() throws IOException {
    writeRotations(
        List.of(new KeySet(tag, List.of(new KeySet.Indexed(30, rotations.getLast().key())))));

    assertThat(lines())
        .anyMatch(
            line ->
                line.startsWith(
                    "FAIL rotation keys: first difference eak: keys are expected, but it holds"
                        + " none; not compared: keys [30] "));
  }

  @Test
  void scaleDegreesThatCannotBeFail() throws IOException {
    OpenFheCiphertext x = OpenFheFormat.CIPHERTEXT.read(folder.resolve("ct_x.bin"));
    OpenFheFormat.CIPHERTEXT.write(
        new OpenFheCiphertext(
            x.owner(),
            x.components(),
            x.slots(),
            x.level(),
            x.hops(),
            0xffff_ffffL,
            x.scale(),
            x.integerScale(),
            x.encoding(),
            x.metadata()),
        folder.resolve("ct_x.bin"));

    assertThat(lines())
        .contains(
            "FAIL sum with a constant: first difference The scale degree of a ciphertext is between"
                + " 1 and 4 here, but is 4294967295.");
  }

  @Test
  void aContextAloneComparesNoOwners() throws IOException {
    for (String name : OpenFheFixtures.names("tiny", ".bin")) {
      if (!name.equals("cc.bin")) {
        Files.delete(folder.resolve(name));
      }
    }

    assertThat(lines())
        .contains(
            "SKIP contexts and key tags of all files: there is no key (sk, pk, emk, eak) or"
                + " ciphertext (ct_*)")
        .last()
        .isEqualTo("2 passed, 0 failed, 22 skipped");
  }
}
