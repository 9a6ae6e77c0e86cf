package org.rotunda.compiler.cli.job;

import java.io.Console;
import java.util.Optional;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A progress bar on standard error, if somebody sits at a terminal. */
public final class Progress implements AutoCloseable {
  private static final int COLUMNS = 78;

  private final Optional<ProgressBar> bar;

  private Progress(Optional<ProgressBar> bar) {
    this.bar = bar;
  }

  /** Begins a task of a number of steps. */
  public static Progress begin(String task, long steps) {
    boolean visible = Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    return new Progress(visible ? Optional.of(bar(task, steps)) : Optional.empty());
  }

  private static ProgressBar bar(String task, long steps) {
    return new ProgressBarBuilder()
        .setTaskName(task)
        .setInitialMax(steps)
        .setStyle(ProgressBarStyle.ASCII)
        .setUpdateIntervalMillis(100)
        .clearDisplayOnFinish()
        .setConsumer(new ConsoleProgressBarConsumer(System.err, COLUMNS))
        .build();
  }

  /** Shows how many steps are done. */
  public void done(long steps) {
    bar.ifPresent(shown -> shown.stepTo(steps));
  }

  @Override
  public void close() {
    bar.ifPresent(ProgressBar::close);
  }
}
