package org.rotunda.compiler.program.text;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.rotunda.compiler.program.Program;
import org.rotunda.compiler.program.ProgramBuilder;
import org.rotunda.compiler.program.SourceException;
import org.rotunda.compiler.program.SsaBuilder;
import org.rotunda.compiler.program.Weights;

/** Reads programs from text; the package's documentation has the grammar. */
public final class ProgramText {

  private static final int MAX_BYTES = 1 << 28;

  private ProgramText() {}

  /**
   * Reads a program and its weights from files.
   *
   * @param file the program text in UTF-8; its manifest is looked up in the file's folder
   * @throws IOException if the text can't be read, or is longer than 256 MiB
   * @throws org.rotunda.compiler.program.ProgramException if text or weights are wrong
   */
  public static Program read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new IOException(
            "Expected a program text of at most "
                + MAX_BYTES
                + " bytes, found more in "
                + file
                + "; give the program's text, not its weights.");
      }
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return parse(text, WeightSource.folder(file.toAbsolutePath().resolveSibling("")));
    } catch (CharacterCodingException e) {
      throw new IOException(
          "Expected UTF-8 in the program text " + file + ", found other bytes; convert it.", e);
    }
  }

  /**
   * Reads a program from text in either form.
   *
   * @param text the program text
   * @param source gives the weights of the manifest that the text names, if it names one
   * @throws SourceException if the text is wrong; its message begins with line and column
   */
  public static Program parse(String text, WeightSource source) {
    TokenReader in = new TokenReader(text);
    Token start = in.expect("program", "at the beginning");
    String name = in.name("the program's name");
    in.expect(";", "after the program's name");
    in.expect("slots", "after the program's name");
    Token slotsToken = in.peek();
    int slots = in.whole("a number of slots");
    in.expect(";", "after the number of slots");
    Weights weights = weights(in, source);
    SsaBuilder ssa = TokenReader.at(slotsToken, () -> new SsaBuilder(name, slots, weights));
    if (in.peek().kind() == Token.Kind.VALUE) {
      new InstructionParser(in, ssa).parse();
      return TokenReader.at(start, ssa::build);
    }
    ProgramBuilder program = ProgramBuilder.on(ssa);
    new SourceExpander(program).execute(new SourceParser(in, slots).statements());
    return TokenReader.at(start, program::build);
  }

  private static Weights weights(TokenReader in, WeightSource source) {
    if (!in.accept("weights")) {
      return Weights.none();
    }
    Token manifest = in.expect(Token.Kind.STRING, "the manifest's name in quotes");
    in.expect(";", "after the manifest's name");
    return TokenReader.at(manifest, () -> source.load(manifest.text()));
  }
}
