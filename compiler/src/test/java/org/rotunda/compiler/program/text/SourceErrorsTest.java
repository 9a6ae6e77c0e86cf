package org.rotunda.compiler.program.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.rotunda.compiler.program.Program;
import org.rotunda.compiler.program.ProgramException;
import org.rotunda.compiler.program.RandomPrograms;
import org.rotunda.compiler.program.SourceException;
import org.rotunda.compiler.program.TestTensors;
import org.rotunda.compiler.program.Weights;

class SourceErrorsTest {

  private static final Weights WEIGHTS =
      Weights.of("w.json", List.of(TestTensors.weight(new SplittableRandom(1), "w", 3, 4)));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          x                              | 1:1: expected 'program' at the beginning, found name 'x'
          program;                       | 1:8: expected the program's name, found ';'
          program p slots 8;             | 1:11: expected ';' after the program's name, found reserved word 'slots'
          program p; slots x;            | 1:18: expected a number of slots, found name 'x'
          program p; slots 9999999999;   | 1:18: expected a number of slots from 0 to 2147483647, found number 9999999999
          program p; slots 7;            | 1:18: Expected a power of two of at most 2^20
          program p; slots 8; weights w; | 1:29: expected the manifest's name in quotes, found name 'w'
          program p; slots 8; weights "w | 1:29: expected '"' at the end of the text, found the end of the line
          program p; slots 8; $          | 1:21: expected a name, number, text or sign, found character '$'
          program p; slots 8; x = 1      | 1:26: expected ';' after the statement, found the end of the text
          """)
  void mistakesInTheHeaderAreStatedWithTheirPosition(String text, String message) {
    assertThat(error(text)).hasMessageStartingWith(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          input y tensor[4];          | 3:9: expected ':' after the input's name, found reserved word 'tensor'
          input y: tensor[];          | 3:17: expected a size, found ']'
          input y: tensor[4;          | 3:18: expected ']' or ':' after the sizes, found ';'
          input y: tensor[0];         | 3:10: Expected positive sizes
          input y: tensor[4 : 1, 2];  | 3:10: Expected one stride for each
          input x: tensor[4];         | 3:7: Expected part 0 of input x once
          output: x;                  | 3:7: expected the output's name, found ':'
          output y: 3;                | 3:11: expected an encrypted tensor as output
          y = ;                       | 3:5: expected an expression, found ';'
          y = x +;                    | 3:8: expected an expression, found ';'
          y = (x;                     | 3:7: expected ')' after the expression, found ';'
          y = z;                      | 3:5: expected a variable or weight that is defined, found name 'z'
          y = z(x);                   | 3:5: expected one of the functions [average_pool,
          y = linear(x);              | 3:5: expected an argument 'weight' in linear(x, weight, bias)
          y = linear(x, w, w, w);     | 3:21: expected at most 3 arguments in linear(x, weight, bias)
          y = linear(x, weigth = w);  | 3:15: found an argument 'weigth' in linear(x, weight, bias)
          y = linear(x, x = x);       | 3:15: found 'x' twice in linear(x, weight, bias)
          y = linear(w, w);           | 3:12: expected an encrypted tensor as 'x', found weight w in linear
          y = linear(x, x);           | 3:15: expected a weight as 'weight', found an encrypted tensor[4] in linear
          y = linear(x, w[0]);        | 3:5: Expected a matrix of shape [4, 4]
          y = rotate(x, 0.5);         | 3:15: expected a whole number as 'amount', found number 0.5 in rotate
          y = rotate(x, w);           | 3:15: expected a real number as 'amount', found weight w in rotate
          y = polynomial(x, 1, 0, 1); | 3:19: expected a list of numbers as 'coefficients', found number 1.0
          y = polynomial(x, [1], 1, 0); | 3:5: An interval needs two finite ends
          y = [x];                    | 3:6: expected a real number, found an encrypted tensor[4]
          y = x * [1];                | 3:7: expected an operand that '*' can join to an encrypted tensor, found a list of 1 numbers
          y = x / x;                  | 3:7: expected an operand that '/' can join
          y = x / 0;                  | 3:7: expected a real number other than 0 after '/'
          y = 1 / x;                  | 3:7: expected operands that '/' can join, found number 1.0 and
          y = w * w;                  | 3:7: expected operands that '*' can join, found weight w and weight w
          y = -w;                     | 3:5: expected a number or tensor after '-', found weight w
          y = w[3];                   | 3:7: Expected an index below 3
          y = w[0.5];                 | 3:7: expected a whole number, found 0.5
          y = w[0, 1];                | 3:10: Expected fewer than 2 indices
          y = x[0];                   | 3:5: expected a weight before indices, found an encrypted tensor[4]
          y = x + w;                  | 3:7: Expected a weight of shape [4] or its beginning, found [3, 4]
          y = 1e999;                  | 3:5: expected a number of at most
          w = x;                      | 3:1: expected a variable's name, found weight 'w'
          for = 3;                    | 3:5: expected the loop variable's name, found '='
          for i 0..3 { }              | 3:7: expected 'in' after the loop variable, found number 0
          for i in 0, 3 { }           | 3:11: expected '..' between the loop's bounds, found ','
          for i in 0..3 y = x;        | 3:15: expected '{' before the loop's body, found name 'y'
          for i in 0..3 { y = x;      | 3:23: expected '}' after the loop's body, found the end of the text
          for i in 0..x { }           | 3:13: expected a real number, found an encrypted tensor[4]
          for i in 0..3 step 0 { }    | 3:20: expected a step of 1 or more, found 0
          for x in 0..3 { }           | 3:5: expected a new name for the loop variable, found 'x'
          for i in 0..99999999 { }    | 3:5: expected at most 10000000 rounds of loops, found more
          in = 3;                     | 3:1: expected a statement, found reserved word 'in'
          %1 = negate(%0);            | 3:1: expected a statement, found value %1
          """)
  void mistakesInStatementsAreStatedWithTheirPosition(String statement, String message) {
    String text = "program p; slots 8; weights \"w.json\";\ninput x: tensor[4];\n" + statement;

    assertThat(error(text)).hasMessageStartingWith(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          %2 = negate(%0);                 | 3:1: expected %1 as the next instruction's value, found value %2
          y = negate(%0);                  | 3:1: expected %1 as the next instruction's value, found name 'y'
          %1 negate(%0);                   | 3:4: expected '=' after the value, found name 'negate'
          %1 = negat(%0);                  | 3:6: expected an operation, found name 'negat'
          %1 = negate(%0, %0);             | 3:15: expected ')' after the last argument, found ','
          %1 = negate(x);                  | 3:13: expected a value, found name 'x'
          %1 = negate(%9);                 | 3:6: Expected operands defined before %1, found %9
          %1 = negate(%99999999999);       | 3:13: expected a value below %1, found value %99999999999
          %1 = add(%0);                    | 3:12: expected ',' before the next argument, found ')'
          %1 = rotate(%0, 8);              | 3:6: Expected a rotation amount from 1 to 7, found 8
          %1 = rotate(%0, -1);             | 3:17: expected an amount, found '-'
          %1 = add_plain(%0, x(1));        | 3:20: expected 'complex', 'packed' or 'mask', found name 'x'
          %1 = add_plain(%0, ;             | 3:20: expected a number, list or plain vector, found ';'
          %1 = transform(%0, x(w));        | 3:20: expected 'diagonals', 'block' or 'collected', found name 'x'
          %1 = transform(%0, collected(x));                | 3:30: expected 'term', found name 'x'
          %1 = transform(%0, collected(term(0, 1, 2, 0))); | 3:41: expected a plain vector, found
          %1 = transform(%0, block(x(w))); | 3:26: expected a linear map, found name 'x'
          %1 = polynomial(%0, [], 0, 1);   | 3:22: expected a number, found ']'
          %1 = polynomial(%0, [1], 1, 1);  | 3:21: An interval needs two finite ends
          %1 = negate(%0) @ scale 1;       | 3:19: expected 'level', found name 'scale'
          %1 = negate(%0) @ level 1 scale 0; | 3:33: A scale must be positive
          %1 = negate(%0)                  | 3:16: expected ';' after the instruction, found the end of the text
          %1 = output(%0, 1, tensor[4], 0);| 3:17: expected the output's name, found number 1
          """)
  void mistakesInInstructionsAreStatedWithTheirPosition(String instruction, String message) {
    String text =
        "program p; slots 8; weights \"w.json\";\n%0 = input(x, tensor[4], 0);\n" + instruction;

    assertThat(error(text)).hasMessageStartingWith(message);
  }

  @ParameterizedTest
  @CsvSource({"(, 100", "-, 100", "square(, 100"})
  void deepNestingIsRefused(String opening, int depth) {
    String text = "program p; slots 8;\ninput x: tensor[4];\ny = " + opening.repeat(100_000) + "x;";

    assertThat(error(text)).hasMessageContaining("at most " + depth + " nested");
  }

  static long[] seeds() {
    return LongStream.rangeClosed(1, 300).toArray();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void damagedTextsGiveOnlyProgramErrors(long seed) {
    Program program = RandomPrograms.of(seed, 10);
    SplittableRandom random = new SplittableRandom(seed);
    StringBuilder text = new StringBuilder(program.toText());
    for (int i = 0; i < 3; i++) {
      int position = random.nextInt(text.length());
      switch (random.nextInt(3)) {
        case 0 -> text.deleteCharAt(position);
        case 1 -> text.insert(position, (char) random.nextInt(' ', 127));
        default -> text.setCharAt(position, text.charAt(random.nextInt(text.length())));
      }
    }

    try {
      Program read = ProgramText.parse(text.toString(), manifest -> program.weights());
      assertThat(read.slots()).as("seed %d", seed).isPositive();
    } catch (ProgramException e) {
      assertThat(e).as("seed %d", seed).hasMessageMatching("(?s)\\d+:\\d+: .*");
    }
  }

  private static SourceException error(String text) {
    SourceException error =
        catchThrowableOfType(
            SourceException.class, () -> ProgramText.parse(text, manifest -> WEIGHTS));
    assertThat(error).as(text.length() < 200 ? text : "").isNotNull();
    assertThat(error).hasMessageStartingWith(error.line() + ":" + error.column() + ": ");
    return error;
  }
}
