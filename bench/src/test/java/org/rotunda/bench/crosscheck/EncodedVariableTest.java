package org.rotunda.bench.crosscheck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rotunda.ckks.encoding.ComplexVector;
import org.rotunda.ckks.encoding.Encoder;
import org.rotunda.ckks.ring.CoeffPoly;
import org.rotunda.ckks.ring.Engine;
import org.rotunda.ckks.ring.LimbAllocator;
import org.rotunda.ckks.ring.LimbBlock;
import org.rotunda.ckks.ring.LimbExecutor;
import org.rotunda.ckks.ring.NttPoly;
import org.rotunda.ckks.ring.RingArithmetic;
import org.rotunda.ckks.ring.RnsBasis;
import org.rotunda.ckks.ring.kernel.KernelProvider;
import org.rotunda.keys.openfhe.OpenFheConverter;
import org.rotunda.keys.openfhe.OpenFheFormat;
import org.rotunda.keys.openfhe.archive.ArchiveForm;
import org.rotunda.keys.testing.OpenFheFixtures;

/** Plaintexts are held to values from outside: the usual ones, or those of a file beside them. */
class EncodedVariableTest {
  private static final Engine ENGINE =
      new Engine(KernelProvider.select(), LimbAllocator.heap(), LimbExecutor.serial());

  private static final String ADVICE =
      "; if the plaintext was given other values, write them to x.txt beside it, a slot's real and"
          + " imaginary part a line";

  @TempDir private Path folder;

  /** A change of a polynomial's coefficients. */
  record Change(String name, UnaryOperator<List<BigInteger>> change) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Change plus(int bits) {
    return new Change(
        "2^%d more in a coefficient".formatted(bits),
        coefficients -> {
          List<BigInteger> changed = new ArrayList<>(coefficients);
          changed.set(5, changed.get(5).add(BigInteger.ONE.shiftLeft(bits)));
          return changed;
        });
  }

  static Stream<Change> changes() {
    SplittableRandom random = new SplittableRandom(1);
    return Stream.of(
        plus(1),
        plus(20),
        plus(28),
        plus(35),
        new Change(
            "random coefficients",
            coefficients ->
                coefficients.stream()
                    .map(c -> BigInteger.valueOf(random.nextLong(1L << 40)))
                    .toList()),
        new Change(
            "reversed and negated",
            coefficients -> coefficients.reversed().stream().map(BigInteger::negate).toList()),
        new Change(
            "zero", coefficients -> Collections.nCopies(coefficients.size(), BigInteger.ZERO)));
  }

  private Evidence evidence() {
    return new Evidence(new CrosscheckFolder(folder, ArchiveForm.BINARY), ENGINE);
  }

  private Finding find(String rule) {
    return Crosscheck.find(
        Crosscheck.rules().stream().filter(r -> r.name().equals(rule)).findFirst().orElseThrow(),
        evidence());
  }

  private void writePlaintext(NttPoly poly) throws IOException {
    OpenFheFormat.POLYNOMIAL.write(
        evidence().converter().polynomials().toOpenFhe(poly), folder.resolve("pt_x.bin"));
  }

  private void encode(ComplexVector values) throws IOException {
    OpenFheConverter converter = evidence().converter();
    writePlaintext(
        new Encoder(converter.ckks(), ENGINE)
            .encode(
                values,
                converter.ckks().parameters().maxLevel(),
                converter.scalingFactors().fresh(0))
            .poly());
  }

  private void writeValues(String lines) throws IOException {
    Files.writeString(folder.resolve("x.txt"), lines);
  }

  private static String lines(ComplexVector values) {
    return IntStream.range(0, values.size())
        .mapToObj(i -> "%s %s%n".formatted(values.real(i), values.imaginary(i)))
        .collect(Collectors.joining());
  }

  private static ComplexVector otherValues() {
    return ComplexVector.of(
        IntStream.range(0, 8).mapToDouble(i -> 1000 * Math.sin(i)).toArray(),
        IntStream.range(0, 8).mapToDouble(Math::cos).toArray());
  }

  private static void expectDifference(Finding finding, String contained) {
    assertThat(finding)
        .isInstanceOfSatisfying(
            Finding.Difference.class,
            difference -> assertThat(difference.first()).contains(contained));
  }

  @ParameterizedTest
  @MethodSource("changes")
  void aChangedPlaintextFails(Change change) throws IOException {
    OpenFheFixtures.copy("tiny", ".bin", folder);
    RingArithmetic arithmetic = new RingArithmetic(ENGINE);
    OpenFheConverter converter = evidence().converter();
    NttPoly poly = converter.polynomials().toRotunda(evidence().plaintext("pt_x"));
    List<BigInteger> changed =
        change.change().apply(List.of(BigCoefficients.of(arithmetic.toCoeff(poly))));
    RnsBasis basis = poly.basis();
    long[][] limbs =
        IntStream.range(0, basis.size())
            .mapToObj(i -> changed.stream().mapToLong(c -> basis.modulus(i).reduce(c)).toArray())
            .toArray(long[][]::new);
    writePlaintext(arithmetic.toNtt(new CoeffPoly(basis, LimbBlock.onHeap(limbs))));

    expectDifference(find("encoder on x"), ", for x_i = 0.25 + i / (2 slots)" + ADVICE);
  }

  @Test
  void otherValuesFailWithoutTheirFile() throws IOException {
    OpenFheFixtures.copy("tiny", ".bin", folder);
    encode(otherValues());

    expectDifference(find("encoder on x"), ADVICE);
  }

  @Test
  void otherValuesPassWithTheirFile() throws IOException {
    OpenFheFixtures.copy("tiny", ".bin", folder);
    encode(otherValues());
    writeValues(lines(otherValues()));

    assertThat(find("NTT of x")).isInstanceOf(Finding.Agreement.class);
    assertThat(find("encoder on x"))
        .isInstanceOfSatisfying(
            Finding.Agreement.class,
            agreement ->
                assertThat(agreement.measured())
                    .startsWith("the values of x.txt: largest difference of a coefficient "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"tiny", "tinysparse", "n11flex"})
  void usualValuesPassWithTheirFile(String set) throws IOException {
    OpenFheFixtures.copy(set, ".bin", folder);
    writeValues(lines(EncodedVariable.X.expected(evidence()).values()));

    assertThat(find("encoder on x")).isInstanceOf(Finding.Agreement.class);
  }

  @Test
  void aFileWithAnotherValueFails() throws IOException {
    OpenFheFixtures.copy("tiny", ".bin", folder);
    writeValues(lines(EncodedVariable.X.expected(evidence()).values().rotate(1)));

    expectDifference(find("encoder on x"), ", for the values of x.txt" + ADVICE);
  }

  @Test
  void aFileWithTooFewValuesFails() throws IOException {
    OpenFheFixtures.copy("tiny", ".bin", folder);
    writeValues("0.25\n0.5\n");

    expectDifference(find("encoder on x"), "should have a line for each of 8 slots, but has 2");
  }

  @Test
  void aFileThatIsTooLongForItsSlotsFailsUnread() throws IOException {
    OpenFheFixtures.copy("tiny", ".bin", folder);
    writeValues("1".repeat(3000));

    expectDifference(find("encoder on x"), "should have 8 lines of less than 256 characters");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "NaN", "1 1e999", "0.5, 0.25", "1 2 3", "\u00e9", "half"})
  void aLineThatIsNotANumberFails(String line) throws IOException {
    OpenFheFixtures.copy("tiny", ".bin", folder);
    writeValues("0.25\n" + line + "\n0.5\n");

    expectDifference(find("encoder on x"), "Line 2 of ");
  }
}
