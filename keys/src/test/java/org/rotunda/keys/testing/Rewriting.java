package org.rotunda.keys.testing;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.rotunda.keys.openfhe.KeySet;
import org.rotunda.keys.openfhe.OpenFheFormat;
import org.rotunda.keys.openfhe.OpenFheKeyMap;
import org.rotunda.keys.openfhe.archive.ArchiveForm;
import org.rotunda.keys.secret.OpenFheSecretKey;

/** Reads a serialised object of any kind, told by its file's name, and writes it in either form. */
public final class Rewriting {
  private Rewriting() {}

  /** Reads the bytes of an object in one form and writes it in the same or the other. */
  public static byte[] rewrite(String name, byte[] bytes, ArchiveForm from, ArchiveForm to)
      throws IOException {
    String kind = name.substring(0, name.indexOf('.'));
    return switch (kind) {
      case "cc", "cc_fhe" -> rewrite(OpenFheFormat.CONTEXT, bytes, from, to);
      case "pk" -> rewrite(OpenFheFormat.PUBLIC_KEY, bytes, from, to);
      case "sk" -> rewrite(OpenFheSecretKey.FORMAT, bytes, from, to);
      case "pt_x", "pt_y" -> rewrite(OpenFheFormat.POLYNOMIAL, bytes, from, to);
      case "emk" -> rewrite(OpenFheKeyMap.RELINEARISATION, bytes, from, to);
      case "eak" -> rewrite(OpenFheKeyMap.AUTOMORPHISM, bytes, from, to);
      default -> rewrite(OpenFheFormat.CIPHERTEXT, bytes, from, to);
    };
  }

  private static <T> byte[] rewrite(
      OpenFheFormat<T> format, byte[] bytes, ArchiveForm from, ArchiveForm to) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    format.write(format.read("test", new ByteArrayInputStream(bytes), from), out, to);
    return out.toByteArray();
  }

  private static byte[] rewrite(OpenFheKeyMap map, byte[] bytes, ArchiveForm from, ArchiveForm to)
      throws IOException {
    Map<String, List<KeySet.Indexed>> keys = new LinkedHashMap<>();
    map.read(
        "test",
        new ByteArrayInputStream(bytes),
        from,
        (tag, index, key) ->
            keys.computeIfAbsent(tag, _ -> new ArrayList<>()).add(new KeySet.Indexed(index, key)));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    map.write(
        keys.entrySet().stream()
            .map(entry -> new KeySet(entry.getKey(), entry.getValue()))
            .toList(),
        out,
        to);
    return out.toByteArray();
  }
}
