package org.rotunda.bench.crosscheck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rotunda.ckks.ring.Engine;
import org.rotunda.ckks.ring.LimbAllocator;
import org.rotunda.ckks.ring.LimbExecutor;
import org.rotunda.ckks.ring.kernel.KernelProvider;
import org.rotunda.keys.openfhe.archive.ArchiveForm;
import org.rotunda.keys.testing.OpenFheFixtures;

/**
 * Every change of a byte is noticed by some rule: no field of a file carries nothing.
 *
 * <p>{@code cc_fhe} is not among the files of the cross-check.
 */
class DamagedFoldersTest {
  private static final Engine ENGINE =
      new Engine(KernelProvider.select(), LimbAllocator.heap(), LimbExecutor.serial());

  @TempDir private Path folder;

  static Stream<String> names() {
    return OpenFheFixtures.names("tiny", ".bin").stream()
        .filter(name -> !name.startsWith("cc_fhe"));
  }

  private boolean isNoticed() {
    return new Crosscheck(new CrosscheckFolder(folder, ArchiveForm.BINARY), ENGINE)
            .run(new PrintWriter(new StringWriter()))
            .failed()
        > 0;
  }

  private void flip(String set, String name, int from, int step, int mask) throws IOException {
    OpenFheFixtures.copy(set, ".bin", folder);
    byte[] bytes = OpenFheFixtures.bytes(set, name);
    TreeSet<Integer> unnoticed = new TreeSet<>();
    for (int i = from; i < bytes.length; i += step) {
      byte[] damaged = bytes.clone();
      damaged[i] ^= (byte) mask;
      Files.write(folder.resolve(name), damaged);
      if (!isNoticed()) {
        unnoticed.add(i);
      }
    }
    assertThat(unnoticed).as("unnoticed bytes of %s with mask %x", name, mask).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("names")
  void someFlippedBytesOfTinyAreNoticed(String name) throws IOException {
    flip("tiny", name, 7, 61, 0x01);
  }

  @ParameterizedTest
  @MethodSource("names")
  @Tag("soak")
  void everyFlippedByteOfTinyIsNoticed(String name) throws IOException {
    flip("tiny", name, 0, 1, 0x01);
    flip("tiny", name, 0, 1, 0x80);
  }

  @ParameterizedTest
  @MethodSource("names")
  @Tag("soak")
  void aSampleOfFlippedBytesOfTheOthersIsNoticed(String name) throws IOException {
    SplittableRandom random = new SplittableRandom(6);
    for (String set : new String[] {"tinyflex", "tinyext", "n11", "n11flex"}) {
      int length = OpenFheFixtures.bytes(set, name).length;
      for (int i = 0; i < 5; i++) {
        flip(set, name, random.nextInt(length), length, random.nextInt(1, 256));
      }
    }
  }
}
