package org.rotunda.compiler.plan;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.rotunda.ckks.params.Security;
import org.rotunda.keys.wire.AtomicFile;
import org.rotunda.paging.pager.PagerSettings;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Plans in files: one JSON object with these fields and no others.
 *
 * <pre>
 * format      "rotunda plan"
 * version     1
 * memory      threads and loaders of the run, and what it takes of memory with them: keyBytes,
 *             workingBytes, limbBytes, bufferBytes, matrixBytes, tableBytes
 * parameters  logDegree, q and p (primes as decimal texts), digitSize, logScale,
 *             secret ("uniform ternary" or "fixed weight h"), rounding ("centered" or
 *             "openfhe"), digest (SHA-256 in hexadecimal)
 * program     the lines of the program's text, with levels and scales
 * weights     absent if the program names none; else folder, which holds the manifest that
 *             the program names, relative to the plan file's, and sha256, the digest of
 *             the weights' content
 * splits      the baby-step range of every linear transform, by the value it defines:
 *             {"%3": 16}
 * uniform     "lean" or "resident"
 * keyBudget   bytes
 * schedule    the events of the key schedule in order; "at" is a position in the trace of
 *             key uses, from 0; keys are "relinearisation" or "galois 5":
 *               {"at": 0, "evictBefore": "galois 5"}
 *               {"at": 0, "load": "galois 25", "level": 2}
 *               {"at": 0, "prefetch": "galois 125", "level": 2}
 *               {"at": 0, "evictAfter": "galois 25"}
 *             a load or prefetch has "uniform" too if it isn't the plan's
 * generate    what the client makes: {"key": "galois 5", "level": 2}, ascending
 * prediction  what the simulation found
 * </pre>
 *
 * <p>Nothing in a file is believed: levels are checked against the chain, the weights against their
 * digest, the schedule by simulation, and what the client makes and the prediction against what
 * follows from the rest. Messages name the place as a JSON path.
 */
public final class PlanFile {
  static final String FORMAT = "rotunda plan";
  static final int VERSION = 1;
  static final String MEMORY = "memory";

  private static final int MOST_BYTES = 1 << 28;
  private static final int MOST_NESTING = 8;

  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MOST_NESTING)
                          .maxStringLength(MOST_BYTES)
                          .maxNumberLength(32)
                          .build())
                  .build())
          .build();

  private PlanFile() {}

  /**
   * Writes a plan, as a whole or not at all, for a machine like this one.
   *
   * @param weights the folder that the program's manifest is in, which the plan refers to
   * @throws IOException if the file can't be written or there is no relative path to the folder
   */
  public static void write(Path file, Plan plan, Path weights) throws IOException {
    int threads = Runtime.getRuntime().availableProcessors();
    int loaders = PagerSettings.loadersOfThisMachine();
    write(file, plan, MemoryPrediction.of(plan, threads, loaders), weights);
  }

  /**
   * Writes a plan, as a whole or not at all.
   *
   * @param memory what a run of it takes
   * @param weights the folder that the program's manifest is in, which the plan refers to
   * @throws IOException if the file can't be written or there is no relative path to the folder
   */
  public static void write(Path file, Plan plan, MemoryPrediction memory, Path weights)
      throws IOException {
    Path home = file.toAbsolutePath().getParent();
    if (home == null) {
      throw new IOException("A file in a folder is expected, found %s; name one.".formatted(file));
    }
    byte[] json =
        PlanWriter.write(plan, memory, relative(home, weights)).getBytes(StandardCharsets.UTF_8);
    AtomicFile.write(file, out -> out.write(json));
  }

  private static String relative(Path from, Path to) throws IOException {
    try {
      Path path = from.toRealPath().relativize(to.toRealPath());
      String separator = path.getFileSystem().getSeparator();
      String text = path.toString().replace(separator, "/");
      return text.isEmpty() ? "." : text;
    } catch (IllegalArgumentException e) {
      throw new IOException(
          "A plan on the volume of its weights is expected, found %s and %s; put them together."
              .formatted(from, to),
          e);
    }
  }

  /**
   * Reads and verifies a plan, whose parameters must have 128-bit security.
   *
   * @throws PlanException if the file isn't a plan, or the plan is not sound
   * @throws org.rotunda.compiler.program.ProgramException if the weights can't be had
   * @throws IOException if the file can't be read
   */
  public static Plan read(Path file) throws IOException {
    return read(file, Security.BITS_128);
  }

  /**
   * Reads and verifies a plan whose parameters may be insecure: for tests and teaching, never for
   * data.
   *
   * @throws IOException and others as {@link #read(Path)}
   */
  public static Plan readInsecureForTesting(Path file) throws IOException {
    return read(file, Security.INSECURE_FOR_TESTING);
  }

  /**
   * What a plan file says that a run takes of memory, read without the rest of the file: enough to
   * start a JVM that then reads and verifies all of it.
   *
   * @throws PlanException if the file isn't a plan
   * @throws IOException if the file can't be read
   */
  public static MemoryPrediction readMemory(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file);
        JsonParser parser = JSON.createParser(in)) {
      JsonToken token = parser.nextToken();
      for (token = parser.nextToken();
          token == JsonToken.PROPERTY_NAME;
          token = parser.nextToken()) {
        boolean found = parser.currentName().equals(MEMORY);
        parser.nextToken();
        if (found) {
          JsonNode node = parser.readValueAsTree();
          return MemoryJson.read(JsonPlace.root(file.toString(), node));
        }
        parser.skipChildren();
      }
    } catch (JacksonException e) {
      throw notJson(file, e);
    }
    throw new PlanException(
        "%s: A plan with a field \"%s\" is expected, but there is none; compile the program again."
            .formatted(file, MEMORY));
  }

  private static Plan read(Path file, Security least) throws IOException {
    JsonPlace root = JsonPlace.root(file.toString(), parse(file));
    return new PlanReader(file.toAbsolutePath().resolveSibling(""), least).read(root);
  }

  private static JsonNode parse(Path file) throws IOException {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(MOST_BYTES + 1);
    }
    if (bytes.length > MOST_BYTES) {
      throw new PlanException(
          "%s: A plan of at most %d bytes is expected, but the file has more; is it another file?"
              .formatted(file, MOST_BYTES));
    }
    try {
      return JSON.readTree(bytes);
    } catch (JacksonException e) {
      throw notJson(file, e);
    }
  }

  private static PlanException notJson(Path file, JacksonException e) {
    return new PlanException(
        "%s: A plan in JSON is expected, but line %d is not JSON (%s); compile the program again."
            .formatted(file, line(e), e.getOriginalMessage()),
        e);
  }

  private static int line(JacksonException e) {
    return e.getLocation() == null ? 0 : e.getLocation().getLineNr();
  }
}
