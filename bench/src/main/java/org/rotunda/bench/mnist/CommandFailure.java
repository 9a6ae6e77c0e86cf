package org.rotunda.bench.mnist;

import java.io.IOException;
import java.nio.file.NoSuchFileException;

/** What a command of this package says when it fails. */
final class CommandFailure {

  private CommandFailure() {}

  /** Returns one sentence on a failure to read or write a file. */
  static String sentence(IOException failure) {
    return switch (failure) {
      case NoSuchFileException missing ->
          "expected the file %s but it does not exist; give the folder that holds it"
              .formatted(missing.getFile());
      case MnistFormatException malformed -> String.valueOf(malformed.getMessage());
      default -> "expected to read and write files but failed with " + failure;
    };
  }
}
