package org.rotunda.compiler.cli.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FailureSentenceTest {
  static Stream<IOException> failuresThatSayAPathOnly() {
    return Stream.of(
        new NoSuchFileException("a/b"),
        new AccessDeniedException("a/b"),
        new FileAlreadyExistsException("a/b"),
        new FileSystemException("a/b", null, "No space left on device"));
  }

  @ParameterizedTest
  @MethodSource("failuresThatSayAPathOnly")
  void pathsBecomeSentences(IOException failure) {
    assertThat(FailureSentence.of(failure)).contains("a/b").endsWith(".").contains(";");
    assertThat(FailureSentence.of(new UncheckedIOException(failure)))
        .isEqualTo(FailureSentence.of(failure));
  }

  @Test
  void ownMessagesStay() {
    assertThat(FailureSentence.of(new IllegalArgumentException("Seven, not eight.")))
        .isEqualTo("Seven, not eight.");
  }

  @Test
  void failureWithoutAMessageHasItsName() {
    assertThat(FailureSentence.of(new IllegalStateException()))
        .isEqualTo("java.lang.IllegalStateException");
  }
}
