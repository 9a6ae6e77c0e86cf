import org.jspecify.annotations.NullMarked;

/**
 * From a program and a key budget to a checked plan, its execution, and the command line.
 *
 * <p>A package is exported as soon as it holds a public type.
 */
@NullMarked
module org.rotunda.compiler {
  requires static org.jspecify;
  requires java.desktop;
  requires java.management;
  requires jdk.management;
  requires transitive info.picocli;
  requires me.tongfei.progressbar;
  requires tools.jackson.databind;
  requires transitive org.rotunda.paging;

  exports org.rotunda.compiler.cost;
  exports org.rotunda.compiler.execution;
  exports org.rotunda.compiler.pass;
  exports org.rotunda.compiler.plan;
  exports org.rotunda.compiler.program;
  exports org.rotunda.compiler.program.clear;
  exports org.rotunda.compiler.program.text;
  exports org.rotunda.compiler.cli;

  opens org.rotunda.compiler.cli to
      info.picocli;
  opens org.rotunda.compiler.cli.client to
      info.picocli;
  opens org.rotunda.compiler.cli.job to
      info.picocli;
  opens org.rotunda.compiler.demo to
      info.picocli;

  uses org.rotunda.compiler.cli.Command;

  provides org.rotunda.compiler.cli.Command with
      org.rotunda.compiler.demo.DemoCommand,
      org.rotunda.compiler.cli.CompileCommand,
      org.rotunda.compiler.cli.client.KeygenCommand,
      org.rotunda.compiler.cli.client.EncryptCommand,
      org.rotunda.compiler.cli.RunCommand,
      org.rotunda.compiler.cli.client.DecryptCommand,
      org.rotunda.compiler.cli.InspectCommand,
      org.rotunda.compiler.cli.ExplainCommand,
      org.rotunda.compiler.cli.CalibrateCommand;
}
