package org.rotunda.compiler.cli.job;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.rotunda.ckks.sampling.RandomSource;
import org.rotunda.keys.seed.KeySetId;
import org.rotunda.keys.wire.AtomicFile;
import org.rotunda.paging.store.StoreAuthentication;

/**
 * The key that shows whether a key store is what its owner wrote. Its file is one line of text:
 * {@code rotunda-store-authentication 1}, the key set and the key, both in hexadecimal.
 *
 * <p>It is not kept in the server's folder, because whoever could change the store there could then
 * also make the change look genuine: it reaches the server on a way of its own, or not at all, and
 * then checksums still find accidents.
 */
public final class AuthenticationKey {
  private static final String KIND = "rotunda-store-authentication";
  private static final Pattern FORM =
      Pattern.compile(KIND + " ([0-9]{1,4}) ([0-9a-f]{32}) ([0-9a-f]{64})\n?");
  private static final int VERSION = 1;
  private static final int MOST_BYTES = 256;

  private final KeySetId keySet;
  private final byte[] key;

  private AuthenticationKey(KeySetId keySet, byte[] key) {
    this.keySet = keySet;
    this.key = key;
  }

  /** Draws a key. */
  public static AuthenticationKey fresh(KeySetId keySet, RandomSource random) {
    byte[] key = new byte[StoreAuthentication.HmacSha256.MIN_KEY_BYTES];
    random.fill(key);
    return new AuthenticationKey(keySet, key);
  }

  /** The key set whose store it is for. */
  public KeySetId keySet() {
    return keySet;
  }

  /** What stores are opened with. */
  public StoreAuthentication authentication() {
    return new StoreAuthentication.HmacSha256(key);
  }

  /**
   * Writes a file that only its owner can read.
   *
   * @throws java.nio.file.FileAlreadyExistsException if there is one; it is as it was
   */
  public void write(Path file) throws IOException {
    String line = "%s %d %s %s\n".formatted(KIND, VERSION, keySet, HexFormat.of().formatHex(key));
    AtomicFile.createPrivate(file, out -> out.write(line.getBytes(StandardCharsets.US_ASCII)));
  }

  /**
   * Reads a file.
   *
   * @throws JobException if it is no authentication key
   */
  public static AuthenticationKey read(Path file) throws IOException {
    return find(file)
        .orElseThrow(
            () ->
                new JobException(
                    "An authentication key of a key store is expected in %s, but it is another file; name the one that keygen wrote."
                        .formatted(file)));
  }

  /**
   * Reads a file if it is an authentication key.
   *
   * @throws JobException if it is one of a later version
   */
  public static Optional<AuthenticationKey> find(Path file) throws IOException {
    String text;
    try (InputStream in = Files.newInputStream(file)) {
      text = new String(in.readNBytes(MOST_BYTES), StandardCharsets.ISO_8859_1);
    }
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    if (Integer.parseInt(matcher.group(1)) != VERSION) {
      throw new JobException(
          "%s: Version %d is understood, but this is version %s; use a newer Rotunda."
              .formatted(file, VERSION, matcher.group(1)));
    }
    return Optional.of(
        new AuthenticationKey(
            KeySetId.parse(matcher.group(2)), HexFormat.of().parseHex(matcher.group(3))));
  }
}
