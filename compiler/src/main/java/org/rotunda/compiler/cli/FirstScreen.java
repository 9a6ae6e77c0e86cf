package org.rotunda.compiler.cli;

import java.util.List;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** What the command line shows of itself: the way from a program to an answer. */
final class FirstScreen {
  private static final int WIDTH = 100;
  private static final String HELP = "--help";

  private static final List<String> SECTIONS =
      List.of(
          UsageMessageSpec.SECTION_KEY_DESCRIPTION,
          UsageMessageSpec.SECTION_KEY_SYNOPSIS_HEADING,
          UsageMessageSpec.SECTION_KEY_SYNOPSIS,
          UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING,
          UsageMessageSpec.SECTION_KEY_COMMAND_LIST,
          UsageMessageSpec.SECTION_KEY_FOOTER_HEADING,
          UsageMessageSpec.SECTION_KEY_FOOTER,
          UsageMessageSpec.SECTION_KEY_OPTION_LIST_HEADING,
          UsageMessageSpec.SECTION_KEY_OPTION_LIST,
          UsageMessageSpec.SECTION_KEY_EXIT_CODE_LIST_HEADING,
          UsageMessageSpec.SECTION_KEY_EXIT_CODE_LIST);

  /** One command of the way. */
  private record Stage(String command, String line) {}

  private static final List<Stage> WAY =
      List.of(
          new Stage("compile", "compile mlp.rotunda --key-budget 32MiB --out plan.json"),
          new Stage("keygen", "keygen  --plan plan.json --out client"),
          new Stage("encrypt", "encrypt --plan plan.json --keys client --in x.csv --out x.ct"),
          new Stage("run", "run     --plan plan.json --keys client/server --in x.ct --out y.ct"),
          new Stage("decrypt", "decrypt --plan plan.json --keys client --in y.ct"));

  private FirstScreen() {}

  /** Lays out the help of a command line with the commands that it has. */
  static void layOut(CommandLine commandLine) {
    Set<String> installed = commandLine.getSubcommands().keySet();
    UsageMessageSpec usage = commandLine.getCommandSpec().usageMessage();
    usage.synopsisHeading("%nUsage: ");
    usage.commandListHeading("%nCommands:%n");
    usage.footerHeading(
        "%nFrom a program to an answer, only the client ever having the secret key:%n");
    usage.footer(
        WAY.stream()
            .filter(stage -> installed.contains(stage.command()))
            .map(stage -> "  rotunda " + stage.line())
            .toArray(String[]::new));
    usage.sectionKeys(SECTIONS);
    commandLine.setUsageHelpWidth(WIDTH);
    commandLine.getSubcommands().values().forEach(FirstScreen::layOutCommand);
  }

  /** Options in the order they are thought of, not of the alphabet; help wherever it isn't yet. */
  private static void layOutCommand(CommandLine commandLine) {
    CommandSpec spec = commandLine.getCommandSpec();
    spec.usageMessage().sortOptions(false).sortSynopsis(false);
    if (!spec.optionsMap().containsKey(HELP)) {
      spec.addOption(
          OptionSpec.builder("-h", HELP)
              .usageHelp(true)
              .description("Show this help message and exit.")
              .build());
    }
    commandLine.getSubcommands().values().forEach(FirstScreen::layOutCommand);
  }
}
