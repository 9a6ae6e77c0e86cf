package org.rotunda.bench.mnist;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reader of the MNIST files in the IDX format: a big-endian header (magic, then one 32-bit size a
 * dimension) and unsigned bytes. The magic is 0x00000801 for labels and 0x00000803 for images.
 *
 * <p>A folder holds {@code train-images-idx3-ubyte}, {@code train-labels-idx1-ubyte}, {@code
 * t10k-images-idx3-ubyte} and {@code t10k-labels-idx1-ubyte}, uncompressed.
 */
public final class MnistFiles {

  private static final int LABEL_MAGIC = 0x0801;
  private static final int IMAGE_MAGIC = 0x0803;
  // The training images take 47 MB; nothing larger is a file of this data set.
  private static final long LARGEST_FILE = 64L << 20;

  private MnistFiles() {}

  /**
   * Reads the training set.
   *
   * @param folder the folder with the MNIST files
   * @throws MnistFormatException if a file is not a whole IDX file of digits
   * @throws IOException if a file cannot be read
   */
  public static Digits readTraining(Path folder) throws IOException {
    return read(folder, "train");
  }

  /**
   * Reads the test set.
   *
   * @param folder the folder with the MNIST files
   * @throws MnistFormatException if a file is not a whole IDX file of digits
   * @throws IOException if a file cannot be read
   */
  public static Digits readTest(Path folder) throws IOException {
    return read(folder, "t10k");
  }

  private static Digits read(Path folder, String set) throws IOException {
    Path labelFile = folder.resolve(set + "-labels-idx1-ubyte");
    Path imageFile = folder.resolve(set + "-images-idx3-ubyte");
    byte[] labels = payload(labelFile, LABEL_MAGIC);
    byte[] greys = payload(imageFile, IMAGE_MAGIC, Digits.SIDE, Digits.SIDE);
    try {
      return new Digits(labels, greys);
    } catch (IllegalArgumentException e) {
      throw new MnistFormatException(
          "%s and %s do not belong together (%s)".formatted(labelFile, imageFile, e.getMessage()),
          e);
    }
  }

  /** Returns the bytes after a header of {@code magic}, a count and the given item dimensions. */
  private static byte[] payload(Path file, int magic, int... itemShape) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(readBounded(file));
    int headerBytes = Integer.BYTES * (2 + itemShape.length);
    if (bytes.remaining() < headerBytes) {
      throw new MnistFormatException(
          "%s: expected an IDX header of %d bytes but the file has %d; fetch the file again"
              .formatted(file, headerBytes, bytes.remaining()));
    }
    int foundMagic = bytes.getInt();
    if (foundMagic != magic) {
      throw new MnistFormatException(
          "%s: expected the IDX magic 0x%08x but found 0x%08x; give the uncompressed MNIST file"
              .formatted(file, magic, foundMagic));
    }
    long count = Integer.toUnsignedLong(bytes.getInt());
    long itemBytes = 1;
    for (int size : itemShape) {
      int foundSize = bytes.getInt();
      if (foundSize != size) {
        throw new MnistFormatException(
            "%s: expected images of %d x %d pixels but found a side of %d; give the MNIST file"
                .formatted(file, Digits.SIDE, Digits.SIDE, Integer.toUnsignedLong(foundSize)));
      }
      itemBytes *= size;
    }
    if (bytes.remaining() != count * itemBytes) {
      throw new MnistFormatException(
          "%s: expected %d bytes for %d items but found %d; fetch the file again"
              .formatted(file, count * itemBytes, count, bytes.remaining()));
    }
    byte[] payload = new byte[bytes.remaining()];
    bytes.get(payload);
    return payload;
  }

  private static byte[] readBounded(Path file) throws IOException {
    long size = Files.size(file);
    if (size > LARGEST_FILE) {
      throw new MnistFormatException(
          "%s: expected at most %d bytes but the file has %d; give the MNIST file"
              .formatted(file, LARGEST_FILE, size));
    }
    return Files.readAllBytes(file);
  }
}
