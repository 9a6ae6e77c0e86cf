package org.rotunda.compiler.program.text;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.rotunda.compiler.program.SourceException;
import org.rotunda.compiler.program.Tensor;
import org.rotunda.compiler.program.WeightSlice;

/** The arguments of one call, by parameter. */
final class Arguments {

  private record Bound(Token token, Operand operand) {}

  private final Token function;
  private final String signature;
  private final Map<String, Bound> bound = new LinkedHashMap<>();

  private Arguments(Token function, String signature) {
    this.function = function;
    this.signature = signature;
  }

  /**
   * Binds arguments to parameters: first those without a name in order, then those with one.
   *
   * @param call the call
   * @param parameters names of the parameters in order
   * @param evaluate evaluates an argument
   * @throws SourceException if an argument has no parameter or a parameter two arguments
   */
  static Arguments bind(
      Expression.Call call, List<String> parameters, Function<Expression, Operand> evaluate) {
    String name = call.token().text();
    Arguments arguments =
        new Arguments(call.token(), name + "(" + String.join(", ", parameters) + ")");
    int position = 0;
    for (Expression.Argument argument : call.arguments()) {
      String parameter = argument.name();
      if (parameter.isEmpty()) {
        if (position == parameters.size()) {
          throw arguments.error(argument.token(), "expected at most " + position + " arguments");
        }
        parameter = parameters.get(position++);
      }
      if (!parameters.contains(parameter)) {
        throw arguments.error(argument.token(), "found an argument '" + parameter + "'");
      }
      Bound value = new Bound(argument.token(), evaluate.apply(argument.value()));
      if (arguments.bound.putIfAbsent(parameter, value) != null) {
        throw arguments.error(argument.token(), "found '" + parameter + "' twice");
      }
    }
    return arguments;
  }

  boolean has(String parameter) {
    return bound.containsKey(parameter);
  }

  Tensor tensor(String parameter) {
    if (get(parameter).operand() instanceof Operand.Encrypted(Tensor tensor)) {
      return tensor;
    }
    throw refused(parameter, "an encrypted tensor");
  }

  WeightSlice weight(String parameter) {
    if (get(parameter).operand() instanceof Operand.Weight(WeightSlice slice)) {
      return slice;
    }
    throw refused(parameter, "a weight");
  }

  List<Double> numbers(String parameter) {
    if (get(parameter).operand() instanceof Operand.Numbers(List<Double> values)) {
      return values;
    }
    throw refused(parameter, "a list of numbers");
  }

  List<Integer> wholes(String parameter) {
    return numbers(parameter).stream().map(number -> whole(parameter, number)).toList();
  }

  double number(String parameter) {
    if (get(parameter).operand() instanceof Operand.Constant(var value) && value.isReal()) {
      return value.real();
    }
    throw refused(parameter, "a real number");
  }

  int whole(String parameter) {
    return whole(parameter, number(parameter));
  }

  int wholeOr(String parameter, int otherwise) {
    return has(parameter) ? whole(parameter) : otherwise;
  }

  private int whole(String parameter, double number) {
    if (number == (int) number) {
      return (int) number;
    }
    throw refused(parameter, "a whole number");
  }

  private Bound get(String parameter) {
    Bound found = bound.get(parameter);
    if (found == null) {
      throw error(function, "expected an argument '" + parameter + "'");
    }
    return found;
  }

  private SourceException refused(String parameter, String expected) {
    Bound found = get(parameter);
    return error(
        found.token(),
        "expected " + expected + " as '" + parameter + "', found " + found.operand().describe());
  }

  private SourceException error(Token token, String what) {
    return new SourceException(token.line(), token.column(), what + " in " + signature);
  }
}
