package org.rotunda.compiler.cli.client;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.rotunda.compiler.cli.job.JobException;
import org.rotunda.compiler.program.Port;
import org.rotunda.keys.wire.AtomicFile;

/**
 * The clear values of a program's inputs or outputs in a file: JSON if it is named so, else CSV.
 */
final class TensorFile {
  private static final int MOST_BYTES = 1 << 28;

  private TensorFile() {}

  /**
   * Reads the values of every port, in row-major order.
   *
   * @throws JobException if they aren't there in the right number
   */
  static Map<String, double[]> read(Path file, List<Port> ports) throws IOException {
    String text = text(file);
    Map<String, double[]> values =
        isJson(file)
            ? TensorJson.read(file.toString(), text, ports)
            : TensorCsv.read(file.toString(), text, ports);
    for (Port port : ports) {
      double[] own = values.getOrDefault(port.name(), new double[0]);
      if (own.length != port.layout().size()) {
        throw new JobException(
            "%s: %d numbers are expected for %s, but %d were found; give one for each element."
                .formatted(file, port.layout().size(), port.name(), own.length));
      }
    }
    return values;
  }

  private static String text(Path file) throws IOException {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(MOST_BYTES + 1);
    }
    if (bytes.length > MOST_BYTES) {
      throw new JobException(
          "%s: At most %d bytes of values are expected, but there are more; is it another file?"
              .formatted(file, MOST_BYTES));
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new JobException(
          "%s: Text in UTF-8 is expected, but other bytes were found; is it another file?"
              .formatted(file),
          e);
    }
  }

  /** Writes values, for their owner's eyes only. */
  static void write(Path file, List<Port> ports, Map<String, double[]> values) throws IOException {
    String text = isJson(file) ? TensorJson.write(ports, values) : TensorCsv.write(ports, values);
    AtomicFile.writePrivate(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static boolean isJson(Path file) {
    return file.toString().toLowerCase(Locale.ROOT).endsWith(".json");
  }
}
