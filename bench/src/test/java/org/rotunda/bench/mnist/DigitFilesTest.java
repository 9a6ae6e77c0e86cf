package org.rotunda.bench.mnist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DigitFilesTest {

  @TempDir private Path folder;

  private final Digits digits = SyntheticDigits.tenPatterns(2);

  @BeforeEach
  void write() throws IOException {
    DigitFiles.write(folder, digits);
  }

  @Test
  void whatIsWrittenIsRead() throws IOException {
    Digits read = DigitFiles.read(folder);

    assertThat(read.count()).isEqualTo(20);
    for (int i = 0; i < read.count(); i++) {
      assertThat(read.label(i)).isEqualTo(digits.label(i));
      assertThat(read.greys(i)).isEqualTo(digits.greys(i));
    }
  }

  @Test
  void aPartOfADigitIsRefused() throws IOException {
    Path file = folder.resolve(DigitFiles.DIGITS);
    Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 786));
    assertThatExceptionOfType(MnistFormatException.class)
        .isThrownBy(() -> DigitFiles.read(folder))
        .withMessageContaining("expected a multiple of 785 bytes");
  }

  @Test
  void aLabelAboveNineIsRefused() throws IOException {
    Path file = folder.resolve(DigitFiles.DIGITS);
    byte[] bytes = Files.readAllBytes(file);
    bytes[785] = 12;
    Files.write(file, bytes);
    assertThatExceptionOfType(MnistFormatException.class)
        .isThrownBy(() -> DigitFiles.read(folder))
        .withMessageContaining("label 1 is 12");
  }
}
