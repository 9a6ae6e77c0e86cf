package org.rotunda.bench.crosscheck;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.rotunda.ckks.ring.Engine;
import org.rotunda.ckks.ring.LimbAllocator;
import org.rotunda.ckks.ring.LimbExecutor;
import org.rotunda.ckks.ring.kernel.KernelProvider;
import org.rotunda.keys.openfhe.OpenFheContext;
import org.rotunda.keys.openfhe.OpenFheFormat;
import org.rotunda.keys.openfhe.OpenFhePublicKey;
import org.rotunda.keys.openfhe.Ownership;
import org.rotunda.keys.openfhe.archive.ArchiveForm;
import org.rotunda.keys.testing.OpenFheFixtures;

/**
 * A changed byte of a complete folder makes a rule fail: the file can't be read, or something
 * differs. Fields that no rule sees are in {@code unnoticed.txt}. Nothing else is thrown, and no
 * more memory is taken than for a whole folder.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DamagedFoldersTest {
  private static final Engine ENGINE =
      new Engine(KernelProvider.select(), LimbAllocator.heap(), LimbExecutor.serial());

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /**
   * What a changed file may take beyond a whole folder: so much for every byte of it, because a
   * reader's arrays grow with what arrives, and so much for its buffers. And where the context is
   * changed, its parameters may be worked out by each rule in vain.
   */
  private static final int BYTES_A_BYTE = 64;

  private static final long SPARE_BYTES = 4 << 20;

  /** A context with bootstrapping, which the folders' objects don't have. */
  private static final String OTHER_CONTEXT = "cc_fhe.bin";

  private static final List<String> OTHERS =
      List.of("tinyflex", "tinyext", "tinysparse", "n11", "n11flex");

  /** About the size of an object without its residues. */
  private static final int HEAD = 1500;

  @TempDir private static Path directory;

  private final Map<String, Whole> wholes = new HashMap<>();

  static Stream<String> names() {
    return OpenFheFixtures.names("tiny", ".bin").stream();
  }

  static Stream<Arguments> othersNames() {
    return OTHERS.stream()
        .flatMap(
            set ->
                OpenFheFixtures.names(set, ".bin").stream().map(name -> Arguments.of(set, name)));
  }

  /** Fields that carry nothing, as lines "FOLDER FILE BYTE". */
  private static Set<String> unnoticedAndKnown() throws IOException {
    try (InputStream in =
        Optional.ofNullable(DamagedFoldersTest.class.getResourceAsStream("unnoticed.txt"))
            .orElseThrow()) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .collect(Collectors.toSet());
    }
  }

  /**
   * A complete folder as it is found before every change.
   *
   * @param folder the folder
   * @param rules what it has the files for
   * @param evidence what all rules have read of it
   * @param bytes what they allocate
   * @param contextBytes what of that is for the context
   */
  private record Whole(
      CrosscheckFolder folder, List<Rule> rules, Evidence evidence, long bytes, long contextBytes) {
    static Whole of(Path directory) throws IOException {
      CrosscheckFolder folder = new CrosscheckFolder(directory, ArchiveForm.BINARY);
      List<Rule> rules =
          Crosscheck.rules().stream().filter(rule -> folder.absent(rule).isEmpty()).toList();
      // Twice, so that loading classes is not counted.
      Evidence evidence = new Evidence(folder, ENGINE);
      assertThat(rules).noneMatch(rule -> differs(rule, evidence));
      Evidence again = new Evidence(folder, ENGINE);
      long before = THREADS.getCurrentThreadAllocatedBytes();
      long different = rules.stream().filter(rule -> differs(rule, again)).count();
      long between = THREADS.getCurrentThreadAllocatedBytes();
      assertThat(different).isZero();
      long context = THREADS.getCurrentThreadAllocatedBytes();
      assertThat(new Evidence(folder, ENGINE).converter()).isNotNull();
      long after = THREADS.getCurrentThreadAllocatedBytes();
      return new Whole(folder, rules, evidence, between - before, after - context);
    }
  }

  /** The folder of a set, or that of its other context. */
  private Whole whole(String set, String name) throws IOException {
    boolean other = name.equals(OTHER_CONTEXT);
    String folder = other ? set + "-other" : set;
    if (!wholes.containsKey(folder)) {
      Path path = Files.createDirectory(directory.resolve(folder));
      if (other) {
        fillWithOtherContext(set, path);
      } else {
        OpenFheFixtures.copy(set, ".bin", path);
      }
      wholes.put(folder, Whole.of(path));
    }
    return wholes.get(folder);
  }

  /** The context, and an object that has it. */
  private static void fillWithOtherContext(String set, Path path) throws IOException {
    OpenFheContext context =
        OpenFheFormat.CONTEXT.read(
            OTHER_CONTEXT,
            new ByteArrayInputStream(OpenFheFixtures.bytes(set, OTHER_CONTEXT)),
            ArchiveForm.BINARY);
    OpenFhePublicKey key =
        OpenFheFormat.PUBLIC_KEY.read(
            "pk",
            new ByteArrayInputStream(OpenFheFixtures.bytes(set, "pk.bin")),
            ArchiveForm.BINARY);
    OpenFheFormat.CONTEXT.write(context, path.resolve("cc.bin"));
    OpenFheFormat.PUBLIC_KEY.write(
        new OpenFhePublicKey(new Ownership(context, key.owner().keyTag()), key.halves()),
        path.resolve("pk.bin"));
  }

  private static boolean differs(Rule rule, Evidence seen) {
    return Crosscheck.find(rule, seen) instanceof Finding.Difference;
  }

  /** A folder one of whose files is changed again and again. */
  private final class Damaging {
    private final String set;
    private final String name;
    private final byte[] bytes;
    private final Whole whole;
    private final Path file;
    private final String object;
    private final List<Rule> rules;
    private final long bound;
    private final Set<String> unnoticed = new TreeSet<>();
    private long count;
    private long mostBytes;

    Damaging(String set, String name) throws IOException {
      this.set = set;
      this.name = name;
      this.bytes = OpenFheFixtures.bytes(set, name);
      this.whole = whole(set, name);
      this.file = whole.folder().directory().resolve(name.equals(OTHER_CONTEXT) ? "cc.bin" : name);
      this.object = file.getFileName().toString().replace(".bin", "");
      this.rules =
          Stream.concat(
                  whole.rules().stream().filter(rule -> rule.files().contains(object)),
                  whole.rules().stream().filter(rule -> !rule.files().contains(object)))
              .toList();
      this.bound =
          whole.bytes()
              + (object.equals("cc") ? rules.size() * whole.contextBytes() : 0)
              + (long) BYTES_A_BYTE * bytes.length
              + SPARE_BYTES;
    }

    /** Applies all rules, so that what any of them throws is seen. */
    private boolean isNoticed(Evidence seen) {
      return rules.stream().filter(rule -> differs(rule, seen)).count() > 0;
    }

    /** Applies rules until one fails. */
    private boolean isNoticedSoon(Evidence seen) {
      return rules.stream().anyMatch(rule -> differs(rule, seen));
    }

    void flip(int at, int mask) throws IOException {
      flip(at, mask, this::isNoticed);
    }

    private void flip(int at, int mask, Predicate<Evidence> isNoticed) throws IOException {
      put(at, bytes[at] ^ mask);
      String what = "%s %s %d".formatted(set, name, at);
      long before = THREADS.getCurrentThreadAllocatedBytes();
      try {
        if (!isNoticed.test(whole.evidence().without(object))) {
          unnoticed.add(what);
        }
      } catch (RuntimeException e) {
        throw new AssertionError("%s with mask %x".formatted(what, mask), e);
      } finally {
        put(at, bytes[at]);
      }
      long taken = THREADS.getCurrentThreadAllocatedBytes() - before;
      mostBytes = Math.max(mostBytes, taken);
      assertThat(taken).as("bytes allocated for %s with mask %x", what, mask).isLessThan(bound);
      count++;
    }

    private void put(int at, int value) throws IOException {
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.write(ByteBuffer.wrap(new byte[] {(byte) value}), at);
      }
    }

    /** Flips one bit of every byte from one on, in steps, and applies all rules. */
    void flipBytes(int from, int step) throws IOException {
      for (int at = from; at < bytes.length; at += step) {
        flip(at, 1 << at % Byte.SIZE);
      }
    }

    /** Flips one bit of every byte, and applies rules until one fails. */
    void flipAllBytesSoon() throws IOException {
      for (int at = 0; at < bytes.length; at++) {
        flip(at, 1 << at % Byte.SIZE, this::isNoticedSoon);
      }
    }

    /** Flips every bit. */
    void flipBits() throws IOException {
      for (int at = 0; at < bytes.length; at++) {
        for (int bit = 0; bit < Byte.SIZE; bit++) {
          flip(at, 1 << bit, this::isNoticedSoon);
        }
      }
    }

    /** Replaces a byte of the head and one of anywhere, so many times. */
    void replaceSome(int times, long seed) throws IOException {
      // Other places in every file.
      SplittableRandom random =
          new SplittableRandom(seed << Integer.SIZE ^ "%s/%s".formatted(set, name).hashCode());
      for (int i = 0; i < times; i++) {
        flip(random.nextInt(Math.min(HEAD, bytes.length)), random.nextInt(1, 1 << Byte.SIZE));
        flip(random.nextInt(bytes.length), random.nextInt(1, 1 << Byte.SIZE));
      }
    }

    void expectNoticed(TestReporter reporter) throws IOException {
      reporter.publishEntry(
          "%s/%s".formatted(set, name),
          "%d changes; %d bytes, a whole folder takes %d, at most %d were taken of %d"
              .formatted(count, bytes.length, whole.bytes(), mostBytes, bound));
      assertThat(unnoticed).as("unnoticed of %d changes", count).isSubsetOf(unnoticedAndKnown());
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyFlippedByteOfTinyIsNoticed(String name, TestReporter reporter) throws IOException {
    Damaging damaging = new Damaging("tiny", name);
    damaging.flipAllBytesSoon();
    damaging.flipBytes(7, 61);
    damaging.expectNoticed(reporter);
  }

  @ParameterizedTest
  @MethodSource("othersNames")
  void someReplacedBytesOfTheOthersAreNoticed(String set, String name, TestReporter reporter)
      throws IOException {
    Damaging damaging = new Damaging(set, name);
    damaging.replaceSome(1, 7);
    damaging.expectNoticed(reporter);
  }

  @ParameterizedTest
  @MethodSource("names")
  @Tag("soak")
  void everyFlippedBitOfTinyIsNoticed(String name, TestReporter reporter) throws IOException {
    Damaging damaging = new Damaging("tiny", name);
    damaging.flipBytes(0, 1);
    damaging.flipBits();
    damaging.expectNoticed(reporter);
  }

  @ParameterizedTest
  @MethodSource("othersNames")
  @Tag("soak")
  void manyReplacedBytesOfTheOthersAreNoticed(String set, String name, TestReporter reporter)
      throws IOException {
    Damaging damaging = new Damaging(set, name);
    damaging.replaceSome(set.startsWith("n11") ? 100 : 1000, 8);
    damaging.expectNoticed(reporter);
  }
}
