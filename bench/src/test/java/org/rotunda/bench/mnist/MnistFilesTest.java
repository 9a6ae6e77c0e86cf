package org.rotunda.bench.mnist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MnistFilesTest {

  private static final String LABELS = "train-labels-idx1-ubyte";
  private static final String IMAGES = "train-images-idx3-ubyte";

  @TempDir private Path folder;

  @BeforeEach
  void writeTwoDigits() throws IOException {
    Files.write(folder.resolve(LABELS), labels(0x0801, 2, 7, 3));
    Files.write(folder.resolve(IMAGES), images(0x0803, 2, 28, 28, 2 * 784));
  }

  @Test
  void readsLabelsAndPixels() throws IOException {
    Digits digits = MnistFiles.readTraining(folder);

    assertThat(digits.count()).isEqualTo(2);
    assertThat(digits.label(0)).isEqualTo(7);
    assertThat(digits.label(1)).isEqualTo(3);
    assertThat(digits.inputs(0)[255]).isEqualTo(1.0);
    assertThat(digits.inputs(1)[0]).isEqualTo(16 / 255.0);
  }

  @Test
  void everyTruncationOfTheLabelsIsRefused() throws IOException {
    byte[] whole = Files.readAllBytes(folder.resolve(LABELS));
    for (int length = 0; length < whole.length; length++) {
      Files.write(folder.resolve(LABELS), Arrays.copyOf(whole, length));
      assertRefused("bytes");
    }
  }

  @Test
  void everyTruncationOfTheImagesIsRefused() throws IOException {
    byte[] whole = Files.readAllBytes(folder.resolve(IMAGES));
    for (int length = 0; length < whole.length; length += 5) {
      Files.write(folder.resolve(IMAGES), Arrays.copyOf(whole, length));
      assertRefused("bytes");
    }
  }

  @Test
  void trailingBytesAreRefused() throws IOException {
    byte[] whole = Files.readAllBytes(folder.resolve(LABELS));
    Files.write(folder.resolve(LABELS), Arrays.copyOf(whole, whole.length + 1));
    assertRefused("expected 2 bytes for 2 items but found 3");
  }

  @Test
  void aWrongMagicIsRefused() throws IOException {
    Files.write(folder.resolve(LABELS), labels(0x1f8b0800, 2, 7, 3));
    assertRefused("expected the IDX magic 0x00000801 but found 0x1f8b0800");
  }

  @Test
  void imagesInPlaceOfLabelsAreRefused() throws IOException {
    Files.copy(folder.resolve(IMAGES), folder.resolve(LABELS), StandardCopyOption.REPLACE_EXISTING);
    assertRefused("found 0x00000803");
  }

  @Test
  void imagesOfAnotherSizeAreRefused() throws IOException {
    Files.write(folder.resolve(IMAGES), images(0x0803, 2, 28, 32, 2 * 28 * 32));
    assertRefused("expected images of 28 x 28 pixels but found a side of 32");
  }

  @Test
  void aCountThatTheFileCannotHoldIsRefusedWithoutAllocation() throws IOException {
    Files.write(folder.resolve(IMAGES), images(0x0803, -1, 28, 28, 784));
    assertRefused("4294967295 items");
  }

  @Test
  void fewerLabelsThanImagesAreRefused() throws IOException {
    Files.write(folder.resolve(LABELS), labels(0x0801, 1, 7));
    assertRefused("do not belong together");
  }

  @Test
  void aLabelAboveNineIsRefused() throws IOException {
    Files.write(folder.resolve(LABELS), labels(0x0801, 2, 7, 10));
    assertRefused("label 1 is 10");
  }

  @Test
  void aMissingFileIsNamed() {
    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(() -> MnistFiles.readTest(folder))
        .withMessageContaining("t10k-labels-idx1-ubyte");
  }

  private void assertRefused(String reason) {
    assertThatExceptionOfType(MnistFormatException.class)
        .isThrownBy(() -> MnistFiles.readTraining(folder))
        .withMessageContaining(reason);
  }

  private static byte[] labels(int magic, int count, int... labels) {
    ByteBuffer bytes = ByteBuffer.allocate(8 + labels.length).putInt(magic).putInt(count);
    for (int label : labels) {
      bytes.put((byte) label);
    }
    return bytes.array();
  }

  private static byte[] images(int magic, int count, int height, int width, int pixels) {
    ByteBuffer bytes =
        ByteBuffer.allocate(16 + pixels).putInt(magic).putInt(count).putInt(height).putInt(width);
    for (int i = 0; i < pixels; i++) {
      bytes.put((byte) i);
    }
    return bytes.array();
  }
}
