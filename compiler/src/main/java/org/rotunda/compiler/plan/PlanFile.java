package org.rotunda.compiler.plan;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.rotunda.ckks.params.Security;
import org.rotunda.keys.wire.AtomicFile;
import org.rotunda.paging.pager.PagerSettings;

/**
 * Plans in files: one JSON object with these fields and no others.
 *
 * <pre>
 * format      "rotunda plan"
 * version     5
 * memory      budget, the most bytes of everything, absent if only keys are bounded; threads
 *             and loaders of the run, and what it takes of memory with them: planned, onDemand
 *             and resident, each with keyBytes, workingBytes and limbBytes, for the policy of
 *             that name; bufferBytes, matrixBytes, diagonalBytes, encodingBytes, tableBytes
 * parameters  logDegree, q and p (primes as decimal texts), digitSize, logScale,
 *             secret ("uniform ternary" or "fixed weight h"), rounding ("centered" or
 *             "openfhe"), digest (SHA-256 in hexadecimal)
 * bootstrap   absent if values can't be bootstrapped; else slots, order ("modulus raising
 *             first" or "slots to coefficients first"), content ("real" or "complex"),
 *             raisedUnder ("ephemeral" or "main"), coeffsToSlotsLevels,
 *             slotsToCoeffsLevels, logMessageRatio, arcsine (1, 3, 5 or 7), log2Failure,
 *             diagonalBytes, passes (1 to 8), bitsAPass, which every pass but the first
 *             gains, and magnitudeBits, of the largest value that is bootstrapped
 * program     the lines of the program's text, with levels and scales
 * weights     absent if the program names none; else folder, which holds the manifest that
 *             the program names, relative to the plan file's, and sha256, the digest of
 *             the weights' content
 * splits      the split of every linear transform, by the value it defines, with its steps in
 *             the order they are taken:
 *             {"%3": {"n1": 4, "babySteps": [0, 3, 1], "giantSteps": [0, 4, 8]}}
 * uniform     "lean" or "resident"
 * keyBudget   bytes
 * schedule    the events of the key schedule in order; "at" is a position in the trace of
 *             key uses, from 0; keys are "relinearisation" or "galois 5":
 *               {"at": 0, "evictBefore": "galois 5"}
 *               {"at": 0, "load": "galois 25", "level": 2}
 *               {"at": 0, "prefetch": "galois 125", "level": 2}
 *               {"at": 0, "shrink": "galois 25", "level": 1}
 *               {"at": 1, "evictAfter": "galois 25"}
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
  static final int VERSION = 5;
  static final String MEMORY = "memory";

  private static final String REMEDY = "compile the program again";

  private PlanFile() {}

  /**
   * Writes a plan, as a whole or not at all, for a machine like this one and without a budget for
   * all of its memory.
   *
   * @param weights the folder that the program's manifest is in, which the plan refers to
   * @throws IOException if the file can't be written or there is no relative path to the folder
   */
  public static void write(Path file, Plan plan, Path weights) throws IOException {
    int threads = Runtime.getRuntime().availableProcessors();
    int loaders = PagerSettings.loadersOfThisMachine();
    write(file, plan, PlanMemory.unbounded(MemoryPrediction.of(plan, threads, loaders)), weights);
  }

  /**
   * Writes a plan, as a whole or not at all.
   *
   * @param memory what a run of it takes, and may take
   * @param weights the folder that the program's manifest is in, which the plan refers to
   * @throws IOException if the file can't be written or there is no relative path to the folder
   */
  public static void write(Path file, Plan plan, PlanMemory memory, Path weights)
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
  public static PlanInFile read(Path file) throws IOException {
    return read(file, Security.BITS_128);
  }

  /**
   * Reads and verifies a plan whose parameters may be insecure: for tests and teaching, never for
   * data.
   *
   * @throws IOException and others as {@link #read(Path)}
   */
  public static PlanInFile readInsecureForTesting(Path file) throws IOException {
    return read(file, Security.INSECURE_FOR_TESTING);
  }

  /**
   * What a plan file says of memory, read without the rest of the file: enough to start a JVM that
   * then reads and verifies all of it.
   *
   * @throws PlanException if the file isn't a plan
   * @throws IOException if the file can't be read
   */
  public static PlanMemory readMemory(Path file) throws IOException {
    return MemoryJson.read(JsonPlace.readField(file, MEMORY, "a plan", REMEDY));
  }

  private static PlanInFile read(Path file, Security least) throws IOException {
    JsonPlace root = JsonPlace.read(file, "a plan", REMEDY);
    return new PlanReader(file.toAbsolutePath().resolveSibling(""), least).read(root);
  }
}
