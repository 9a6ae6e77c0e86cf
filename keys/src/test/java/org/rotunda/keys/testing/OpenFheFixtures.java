package org.rotunda.keys.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Objects that OpenFHE 1.5.1 wrote: folders of one context, its keys, plaintexts, ciphertexts and
 * what it computed from them. A folder is named after its size and scaling technique: {@code tiny}
 * has N = 16, {@code n11} N = 2048; {@code flex} means FLEXIBLEAUTO, {@code ext} FLEXIBLEAUTOEXT,
 * neither FIXEDMANUAL. {@code tinysparse} has N = 16, FIXEDAUTO and 4 slots, the others N/2.
 */
public final class OpenFheFixtures {
  /** The folders. */
  public static final List<String> FOLDERS =
      List.of("tiny", "tinyflex", "tinyext", "tinysparse", "n11", "n11flex");

  /** The ciphertexts of each folder. */
  public static final List<String> CIPHERTEXTS =
      List.of(
          "ct_x",
          "ct_y",
          "ct_xs",
          "ct_mul3",
          "ct_mul",
          "ct_mul_rs",
          "ct_mul2",
          "ct_rot1",
          "ct_rotm1",
          "ct_mulc",
          "ct_addc");

  private static final List<String> OTHERS =
      List.of("cc", "cc_fhe", "pk", "sk", "emk", "eak", "pt_x", "pt_y");

  private OpenFheFixtures() {}

  /** The names of a folder's files with the given ending, such as ".bin". */
  public static List<String> names(String folder, String ending) {
    return Stream.concat(OTHERS.stream(), CIPHERTEXTS.stream())
        .map(name -> name + ending)
        .filter(name -> OpenFheFixtures.class.getResource(path(folder, name)) != null)
        .toList();
  }

  /** The bytes of a file; with an empty folder, of one that belongs to none. */
  public static byte[] bytes(String folder, String name) {
    try (InputStream in = OpenFheFixtures.class.getResourceAsStream(path(folder, name))) {
      return Optional.ofNullable(in).orElseThrow().readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Copies the files of a folder with the given ending. */
  public static void copy(String folder, String ending, Path target) throws IOException {
    for (String name : names(folder, ending)) {
      Files.write(target.resolve(name), bytes(folder, name));
    }
  }

  private static String path(String folder, String name) {
    return "/openfhe/" + (folder.isEmpty() ? name : folder + "/" + name);
  }
}
