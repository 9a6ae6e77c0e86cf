package org.rotunda.compiler.cli;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.rotunda.ckks.linear.BabyStepGiantStep;
import org.rotunda.compiler.cli.job.Table;
import org.rotunda.compiler.cli.job.Table.Column;
import org.rotunda.compiler.pass.KeyTrace;
import org.rotunda.compiler.plan.Plan;
import org.rotunda.compiler.program.CipherType;
import org.rotunda.compiler.program.Op;
import org.rotunda.compiler.program.Plain;
import org.rotunda.compiler.program.SlotVector;
import org.rotunda.compiler.program.Value;
import org.rotunda.paging.pager.ResidencySchedule.Step;

/** A plan, operation by operation. */
final class PlanExplanation {
  /** What an operation does with keys. */
  private record KeyWork(int uses, int loads, int prefetches, int evictions) {
    static final KeyWork NONE = new KeyWork(0, 0, 0, 0);

    KeyWork and(Step step) {
      return new KeyWork(
          uses + 1,
          loads + step.load().stream().toList().size(),
          prefetches + step.prefetch().size(),
          evictions + step.evictBefore().size() + step.evictAfter().size());
    }
  }

  private PlanExplanation() {}

  static Table of(Plan plan) {
    Map<Value, KeyWork> work = work(plan);
    Table table =
        new Table(
            Column.words("value"),
            Column.words("operation"),
            Column.numbers("level"),
            Column.numbers("log2 scale"),
            Column.words("split"),
            Column.numbers("key uses"),
            Column.numbers("loads"),
            Column.numbers("ahead"),
            Column.numbers("drops"));
    for (Op op : plan.program().ops()) {
      CipherType type = plan.program().type(op.result());
      KeyWork own = work.getOrDefault(op.result(), KeyWork.NONE);
      table.row(
          op.result(),
          operation(op),
          type.level(),
          String.format(Locale.ROOT, "%.2f", Math.log(type.scale()) / Math.log(2)),
          op instanceof Op.LinearTransform transform ? split(plan.splits().of(transform)) : "",
          number(own.uses()),
          number(own.loads()),
          number(own.prefetches()),
          number(own.evictions()));
    }
    return table;
  }

  private static Map<Value, KeyWork> work(Plan plan) {
    Map<Value, KeyWork> work = new HashMap<>();
    List<KeyTrace.Use> uses = plan.trace().uses();
    for (int i = 0; i < uses.size(); i++) {
      Step step = plan.schedule().steps().get(i);
      work.merge(uses.get(i).by(), KeyWork.NONE.and(step), (before, _) -> before.and(step));
    }
    return work;
  }

  private static String number(int count) {
    return count == 0 ? "" : Integer.toString(count);
  }

  private static String split(BabyStepGiantStep split) {
    return "%d baby, %d giant".formatted(split.babySteps().size(), split.giantSteps().size());
  }

  private static String operation(Op op) {
    return switch (op) {
      case Op.Input input -> "input %s[%d]".formatted(input.name(), input.part());
      case Op.Output output ->
          "output %s[%d] = %s".formatted(output.name(), output.part(), output.operand());
      case Op.Add add -> "%s + %s".formatted(add.left(), add.right());
      case Op.Subtract subtract -> "%s - %s".formatted(subtract.left(), subtract.right());
      case Op.Multiply multiply -> "%s * %s".formatted(multiply.left(), multiply.right());
      case Op.Negate negate -> "-%s".formatted(negate.operand());
      case Op.AddPlain add -> "%s + %s".formatted(add.operand(), plain(add.plain()));
      case Op.MultiplyPlain multiply ->
          "%s * %s".formatted(multiply.operand(), plain(multiply.plain()));
      case Op.Rotate rotate -> "rotate %s by %d".formatted(rotate.operand(), rotate.amount());
      case Op.Conjugate conjugate -> "conjugate %s".formatted(conjugate.operand());
      case Op.LinearTransform transform ->
          "transform %s by %d diagonals"
              .formatted(transform.operand(), transform.matrix().indices().size());
      case Op.Polynomial polynomial ->
          "polynomial of degree %d of %s"
              .formatted(polynomial.series().degree(), polynomial.operand());
      case Op.Relinearise relinearise -> "relinearise %s".formatted(relinearise.operand());
      case Op.Rescale rescale -> "rescale %s".formatted(rescale.operand());
      case Op.DropLevel drop -> "drop %s to level %d".formatted(drop.operand(), drop.level());
      case Op.Bootstrap bootstrap -> "bootstrap %s".formatted(bootstrap.operand());
    };
  }

  private static String plain(Plain plain) {
    return switch (plain) {
      case Plain.Scalar(double re, double im) -> im == 0 ? "" + re : "(%s, %s)".formatted(re, im);
      case SlotVector _ -> "a vector";
    };
  }
}
