package org.rotunda.compiler.cli;

import java.util.Arrays;
import java.util.List;
import org.rotunda.ckks.bootstrap.BootstrapPreset;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A preset of bootstrapping as an option; insecure ones are none.
 *
 * @param preset the preset
 */
record BootstrapName(BootstrapPreset preset) {
  private static final String INSECURE = "INSECURE_";

  private static List<BootstrapPreset> offered() {
    return Arrays.stream(BootstrapPreset.values())
        .filter(preset -> !preset.name().startsWith(INSECURE))
        .toList();
  }

  /** For picocli. */
  static final class Converter implements ITypeConverter<BootstrapName> {
    @Override
    public BootstrapName convert(String text) {
      return offered().stream()
          .filter(preset -> preset.name().equals(text))
          .map(BootstrapName::new)
          .findFirst()
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "one of %s is expected, but \"%s\" was given".formatted(offered(), text)));
    }
  }
}
