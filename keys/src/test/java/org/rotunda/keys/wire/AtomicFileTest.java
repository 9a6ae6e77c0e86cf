package org.rotunda.keys.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
  @TempDir Path directory;

  private static AtomicFile.Content text(String text) {
    return out -> out.write(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aFileIsWrittenAndReplaced() throws IOException {
    Path file = directory.resolve("file");
    AtomicFile.write(file, text("first, and longer"));
    AtomicFile.write(file, text("second"));
    assertThat(file).hasContent("second");
    assertThat(directory).isDirectoryContaining(path -> path.equals(file));
    assertThat(directory.toFile().list()).hasSize(1);
  }

  @Test
  void roomIsLookedForWhereTheFileWillBeWritten() throws IOException {
    Path file = directory.resolve("file");
    AtomicFile.requireRoom(file);
    assertThat(directory).isEmptyDirectory();

    AtomicFile.write(file, text("old"));
    AtomicFile.requireRoom(file);
    assertThat(file).hasContent("old");
    assertThat(directory.toFile().list()).hasSize(1);

    Path nowhere = directory.resolve("missing");
    assertThatThrownBy(() -> AtomicFile.requireRoom(nowhere.resolve("file")))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessage(nowhere.toString());
    assertThatThrownBy(() -> AtomicFile.requireRoom(nowhere.resolve("../file")))
        .isInstanceOf(NoSuchFileException.class);
    Path longest = directory.resolve("f".repeat(255));
    assertThatThrownBy(() -> AtomicFile.requireRoom(longest))
        .isInstanceOfSatisfying(
            FileSystemException.class, e -> assertThat(e.getFile()).isEqualTo(longest.toString()));
  }

  @Test
  void afterAFailureTheOldFileIsThereAndNothingElse() throws IOException {
    Path file = directory.resolve("file");
    AtomicFile.write(file, text("old"));
    assertThatThrownBy(
            () ->
                AtomicFile.write(
                    file,
                    out -> {
                      out.write(new byte[100_000]);
                      throw new IOException("No space left, says the test.");
                    }))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("says the test");
    assertThat(file).hasContent("old");
    assertThat(directory.toFile().list()).hasSize(1);
  }

  @Test
  void afterAFailureAnAbsentFileIsAbsent() {
    Path file = directory.resolve("file");
    assertThatThrownBy(
            () ->
                AtomicFile.write(
                    file,
                    out -> {
                      throw new IllegalStateException("Says the test.");
                    }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void aNewFileNeverReplacesAnExistingOne() throws IOException {
    Path file = directory.resolve("file");
    AtomicFile.create(file, text("first"));
    assertThatThrownBy(() -> AtomicFile.create(file, text("second")))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThatThrownBy(() -> AtomicFile.createPrivate(file, text("third")))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThat(file).hasContent("first");
    assertThat(directory.toFile().list()).hasSize(1);
  }

  @Test
  void aFileThatAppearsWhileItIsWrittenIsNotReplaced() throws IOException {
    Path file = directory.resolve("file");
    assertThatThrownBy(
            () ->
                AtomicFile.createPrivate(
                    file,
                    out -> {
                      AtomicFile.create(file, text("faster"));
                      out.write(1);
                    }))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThat(file).hasContent("faster");
    assertThat(directory.toFile().list()).hasSize(1);
  }

  @Test
  void withoutLinksAnExistingFileIsNotReplacedEither() throws IOException {
    Path temporary = Files.writeString(directory.resolve("temporary"), "new");
    Path file = Files.writeString(directory.resolve("file"), "old");
    assertThatThrownBy(() -> AtomicFile.claimAndReplace(temporary, file))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThat(file).hasContent("old");
    Files.delete(file);
    AtomicFile.claimAndReplace(temporary, file);
    assertThat(file).hasContent("new");
    assertThat(temporary).doesNotExist();
  }

  @Test
  void aPrivateFileIsItsOwnersOnly() throws IOException {
    Assumptions.assumeTrue(
        directory.getFileSystem().supportedFileAttributeViews().contains("posix"));
    Path file = directory.resolve("file");
    AtomicFile.writePrivate(file, text("secret"));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(file).hasContent("secret");
    Path created = directory.resolve("created");
    AtomicFile.createPrivate(created, text("secret"));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(created)))
        .isEqualTo("rw-------");
  }

  @Test
  void aMissingFolderIsNamedAndNotTheTemporaryFile() {
    Path missing = directory.resolve("missing");
    assertThatThrownBy(() -> AtomicFile.write(missing.resolve("file"), text("content")))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessage(missing.toString());
  }

  @Test
  void aFolderInTheFilesPlaceIsNamedAndNotTheTemporaryFile() throws IOException {
    Path folder = Files.createDirectory(directory.resolve("folder"));
    Files.writeString(folder.resolve("inside"), "content");
    assertThatThrownBy(() -> AtomicFile.write(folder, text("content")))
        .isInstanceOfSatisfying(
            FileSystemException.class,
            failure -> assertThat(failure.getFile()).isEqualTo(folder.toString()));
    assertThat(folder.resolve("inside")).exists();
  }
}
