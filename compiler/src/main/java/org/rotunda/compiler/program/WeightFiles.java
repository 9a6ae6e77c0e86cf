package org.rotunda.compiler.program;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Weights as files: a JSON manifest and, beside it, one file of raw little-endian numbers in
 * row-major order for each weight. The manifest is an array of objects {@code {"name": ..., "file":
 * ..., "shape": [...], "role": ..., "type": ...}}; files are relative to the manifest's folder and
 * don't leave it; the type, {@code float64} if there is none, is a {@link NumberFormat}.
 */
public final class WeightFiles {

  private static final long MAX_MANIFEST_BYTES = 1 << 24;

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private WeightFiles() {}

  /**
   * Reads a manifest and all its weights.
   *
   * @param folder the folder of the program text
   * @param manifest the manifest's path relative to the folder, as the program text states it
   * @throws WeightsException if the manifest or a file is missing, malformed, of the wrong length,
   *     outside its folder, or holds a number that isn't finite
   */
  public static Weights read(Path folder, String manifest) {
    try {
      Path path = inside("the manifest", folder.toRealPath(), manifest);
      Path home = path.resolveSibling("");
      List<WeightTensor> tensors = new ArrayList<>();
      for (ManifestEntry entry : entries(path)) {
        tensors.add(readTensor(home, entry));
      }
      return Weights.of(manifest, tensors);
    } catch (IOException e) {
      throw new WeightsException(
          "Expected a readable manifest " + manifest + ", found: " + e + "; check path and rights.",
          e);
    }
  }

  /** Writes weights as 64-bit numbers, see {@link #write(Path, Weights, NumberFormat)}. */
  public static Path write(Path folder, Weights weights) throws IOException {
    return write(folder, weights, NumberFormat.FLOAT64);
  }

  /**
   * Writes weights as a manifest of the name that they state, and their files, into an existing
   * folder. Every file is there as a whole or not at all; the manifest comes last.
   *
   * @param format what every number is rounded to
   * @return the manifest's path
   * @throws IOException if a file can't be written
   */
  public static Path write(Path folder, Weights weights, NumberFormat format) throws IOException {
    ArrayNode manifest = JSON.createArrayNode();
    for (WeightTensor tensor : weights.tensors()) {
      String file = tensor.name() + format.suffix();
      writeWhole(folder, file, bytes(tensor, format));
      ObjectNode entry = manifest.addObject();
      entry.put("name", tensor.name());
      entry.put("file", file);
      ArrayNode shape = entry.putArray("shape");
      tensor.shape().forEach(shape::add);
      entry.put("role", tensor.role());
      if (format != NumberFormat.FLOAT64) {
        entry.put("type", format.type());
      }
    }
    byte[] json = JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(manifest);
    writeWhole(folder, weights.manifest(), ByteBuffer.wrap(json));
    return folder.resolve(weights.manifest());
  }

  private static List<ManifestEntry> entries(Path manifest) throws IOException {
    long bytes = Files.size(manifest);
    if (bytes > MAX_MANIFEST_BYTES) {
      throw new WeightsException(
          "Expected a manifest of at most "
              + MAX_MANIFEST_BYTES
              + " bytes, found "
              + bytes
              + " in "
              + manifest
              + "; numbers belong into the files beside it.");
    }
    try (InputStream in = Files.newInputStream(manifest)) {
      return ManifestEntry.all(manifest.toString(), JSON.readTree(in));
    } catch (JacksonException e) {
      throw new WeightsException(
          "Expected JSON in " + manifest + ", found: " + e.getOriginalMessage() + "; correct it.",
          e);
    }
  }

  private static WeightTensor readTensor(Path folder, ManifestEntry entry) {
    int count = WeightTensor.count(entry.name(), entry.shape());
    Path file = inside("weight " + entry.name(), folder, entry.file());
    try {
      long bytes = Files.size(file);
      long expected = (long) entry.format().bytes() * count;
      if (bytes != expected) {
        throw new WeightsException(
            "Expected "
                + expected
                + " bytes in "
                + entry.file()
                + " for weight "
                + entry.name()
                + " of shape "
                + entry.shape()
                + ", found "
                + bytes
                + "; correct the shape or export the file again.");
      }
      ByteBuffer buffer =
          ByteBuffer.allocate(Math.toIntExact(expected)).order(ByteOrder.LITTLE_ENDIAN);
      try (InputStream in = Files.newInputStream(file)) {
        int read = in.readNBytes(buffer.array(), 0, buffer.capacity());
        if (read != buffer.capacity()) {
          throw new WeightsException(
              "Expected "
                  + bytes
                  + " bytes in "
                  + entry.file()
                  + ", found "
                  + read
                  + "; it shrank.");
        }
      }
      double[] values = new double[count];
      for (int i = 0; i < count; i++) {
        values[i] = entry.format().get(buffer);
      }
      return WeightTensor.owning(entry.name(), entry.shape(), entry.role(), values);
    } catch (IOException e) {
      throw new WeightsException(
          "Expected a readable file "
              + entry.file()
              + " for weight "
              + entry.name()
              + ", found: "
              + e
              + "; put the file beside the manifest.",
          e);
    }
  }

  /** Resolves a path against a real folder, which it must not leave, by links neither. */
  private static Path inside(String what, Path folder, String relative) {
    try {
      Path file = folder.resolve(relative).normalize();
      boolean inside =
          file.startsWith(folder)
              && !file.equals(folder)
              && !folder.getFileSystem().getPath(relative).isAbsolute();
      if (inside && Files.exists(file)) {
        inside = file.toRealPath().startsWith(folder);
      }
      if (inside) {
        return file;
      }
      throw outside(what, relative, new IOException("the path leaves the folder"));
    } catch (InvalidPathException | IOException e) {
      throw outside(what, relative, e);
    }
  }

  private static WeightsException outside(String what, String relative, Exception cause) {
    return new WeightsException(
        "Expected a relative path that stays in its folder for "
            + what
            + ", found '"
            + relative
            + "'; move the file into the folder.",
        cause);
  }

  private static ByteBuffer bytes(WeightTensor tensor, NumberFormat format) {
    ByteBuffer buffer =
        ByteBuffer.allocate(Math.multiplyExact(format.bytes(), tensor.size()))
            .order(ByteOrder.LITTLE_ENDIAN);
    for (double number : tensor.values()) {
      format.put(number, buffer);
    }
    return buffer.flip();
  }

  private static void writeWhole(Path folder, String file, ByteBuffer bytes) throws IOException {
    Path temporary = Files.createTempFile(folder, ".", ".tmp");
    try {
      try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      Files.move(temporary, folder.resolve(file), StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }
}
