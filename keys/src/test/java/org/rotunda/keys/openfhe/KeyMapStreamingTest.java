package org.rotunda.keys.openfhe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rotunda.keys.openfhe.archive.ArchiveForm;
import org.rotunda.keys.testing.OpenFheFixtures;

/** Maps of keys pass through key by key, in both directions. */
class KeyMapStreamingTest {
  /** The buffer of a binary archive. */
  private static final long BUFFER_BYTES = 1 << 16;

  private static final long MAP_BYTES = 100_000_000;

  @TempDir private Path folder;
  private OpenFheEvaluationKey key;
  private long keyBytes;

  /** A key of N = 2048, and how many bytes it takes without what it shares with others. */
  @BeforeEach
  void readKey() throws IOException {
    List<OpenFheEvaluationKey> keys = new ArrayList<>();
    OpenFheKeyMap.AUTOMORPHISM.read(
        "eak",
        new ByteArrayInputStream(OpenFheFixtures.bytes("n11", "eak.bin")),
        ArchiveForm.BINARY,
        (tag, index, found) -> keys.add(found));
    key = keys.getFirst();
    keyBytes = size(2) - size(1);
  }

  private long size(int keys) throws IOException {
    Counting out = new Counting(OutputStream.nullOutputStream());
    OpenFheKeyMap.AUTOMORPHISM.write(map(keys, i -> {}), out, ArchiveForm.BINARY);
    return out.count;
  }

  /** One key under so many indices; says which is asked for. */
  private List<KeySet> map(int keys, IntConsumer asked) {
    return List.of(
        new KeySet(
            "tag",
            new AbstractList<>() {
              @Override
              public KeySet.Indexed get(int i) {
                asked.accept(i);
                return new KeySet.Indexed(3 + 2L * i, key);
              }

              @Override
              public int size() {
                return keys;
              }
            }));
  }

  private static final class Counting extends FilterOutputStream {
    private long count;

    Counting(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      out.write(bytes, from, length);
      count += length;
    }
  }

  private static final class CountingInput extends FilterInputStream {
    private long count;

    CountingInput(InputStream in) {
      super(in);
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
      int n = in.read(bytes, from, length);
      count += Math.max(0, n);
      return n;
    }
  }

  @Test
  void aKeyIsGivenOnceItsBytesAreReadAndAskedForOnceThoseBeforeAreWritten() throws IOException {
    int keys = Math.toIntExact(MAP_BYTES / keyBytes);
    long head = size(1) - keyBytes;
    Path file = folder.resolve("eak.bin");
    try (Counting out = new Counting(new BufferedOutputStream(Files.newOutputStream(file)))) {
      OpenFheKeyMap.AUTOMORPHISM.write(
          map(
              keys,
              i ->
                  assertThat(out.count)
                      .as("bytes written when key %d is asked for", i)
                      .isGreaterThanOrEqualTo(i * keyBytes - BUFFER_BYTES)),
          out,
          ArchiveForm.BINARY);
    }

    List<Long> indices = new ArrayList<>();
    try (CountingInput in = new CountingInput(Files.newInputStream(file))) {
      OpenFheKeyMap.AUTOMORPHISM.read(
          "eak",
          in,
          ArchiveForm.BINARY,
          (tag, index, found) -> {
            indices.add(index);
            assertThat(in.count)
                .as("bytes read when key %d is given", indices.size())
                .isLessThanOrEqualTo(head + indices.size() * keyBytes + BUFFER_BYTES);
          });
    }
    assertThat(indices).hasSize(keys);
    assertThat(Files.size(file)).isGreaterThan(MAP_BYTES - keyBytes);
  }

  @Test
  @Tag("soak")
  void aMapLargerThanTheHeapPasses() throws Exception {
    long bytes = Runtime.getRuntime().maxMemory() / 4 * 5;
    int keys = Math.toIntExact(bytes / keyBytes);
    List<Long> indices = new ArrayList<>();
    try (ExecutorService writer = Executors.newSingleThreadExecutor();
        PipedInputStream in = new PipedInputStream(1 << 20)) {
      PipedOutputStream out = new PipedOutputStream(in);
      Future<?> written =
          writer.submit(
              () -> {
                try (out) {
                  OpenFheKeyMap.AUTOMORPHISM.write(map(keys, i -> {}), out, ArchiveForm.BINARY);
                }
                return keys;
              });
      OpenFheKeyMap.AUTOMORPHISM.read(
          "eak", in, ArchiveForm.BINARY, (tag, index, found) -> indices.add(index));
      written.get();
    }
    assertThat(indices).hasSize(keys);
  }
}
