package org.rotunda.bench.run;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/**
 * Benchmarks of a class with the values of its parameters.
 *
 * @param benchmark the class
 * @param methods the names of its benchmark methods
 * @param parameters every value of every parameter, by name, in the order of the fields
 */
record Selection(Class<?> benchmark, List<String> methods, Map<String, List<String>> parameters) {
  Selection {
    methods = List.copyOf(methods);
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
  }

  /** Everything that the class declares. */
  static Selection whole(Class<?> benchmark) {
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    for (Field field : benchmark.getDeclaredFields()) {
      Param param = field.getAnnotation(Param.class);
      if (param != null) {
        parameters.put(field.getName(), List.of(param.value()));
      }
    }
    List<String> methods =
        Arrays.stream(benchmark.getDeclaredMethods())
            .filter(method -> method.isAnnotationPresent(Benchmark.class))
            .map(Method::getName)
            .sorted()
            .toList();
    return new Selection(benchmark, methods, parameters);
  }

  /** With other values of a parameter. */
  Selection with(String parameter, List<String> values) {
    Map<String, List<String>> changed = new LinkedHashMap<>(parameters);
    changed.put(parameter, values);
    return new Selection(benchmark, methods, changed);
  }

  /** The methods whose names contain one of the texts, in capital letters or small ones. */
  Selection only(List<String> names) {
    return new Selection(
        benchmark,
        methods.stream()
            .filter(method -> names.stream().anyMatch(name -> contains(method, name)))
            .toList(),
        parameters);
  }

  private static boolean contains(String method, String name) {
    return method.toLowerCase(Locale.ROOT).contains(name.toLowerCase(Locale.ROOT));
  }

  /** What JMH is to include. */
  Stream<String> patterns() {
    return methods.stream()
        .map(method -> "^" + Pattern.quote(benchmark.getName() + "." + method) + "$");
  }

  /** How many benchmarks this is: the methods times the values of every parameter. */
  int size() {
    return parameters.values().stream()
        .mapToInt(List::size)
        .reduce(methods.size(), (x, y) -> x * y);
  }
}
