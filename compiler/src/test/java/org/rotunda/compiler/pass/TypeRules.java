package org.rotunda.compiler.pass;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.Map;
import org.rotunda.ckks.bootstrap.IteratedPlan;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.compiler.program.CipherType;
import org.rotunda.compiler.program.Op;
import org.rotunda.compiler.program.Program;
import org.rotunda.compiler.program.Value;

/** What levels, scales and degrees become under ckks, as a check of a program with types. */
final class TypeRules {
  private static final double TOLERANCE = 0x1p-42;

  private final Program program;
  private final Target target;
  private final Parameters parameters;
  private final String context;
  private final Map<Value, Integer> degrees = new HashMap<>();

  private TypeRules(Program program, Target target, String context) {
    this.program = program;
    this.target = target;
    this.parameters = target.parameters();
    this.context = context;
  }

  /** Fails unless every type is what the operation makes of its operands' types. */
  static void check(Program program, Parameters parameters, String context) {
    check(program, Target.of(parameters), context);
  }

  /** As {@link #check(Program, Parameters, String)}, with bootstraps as a target has them. */
  static void check(Program program, Target target, String context) {
    TypeRules rules = new TypeRules(program, target, context);
    program.ops().forEach(rules::check);
  }

  private void check(Op op) {
    CipherType type = program.type(op.result());
    String what = context + " " + op;
    assertThat(type.level()).as(what).isBetween(0, target.ladder().top());
    switch (op) {
      case Op.Input _ -> degrees.put(op.result(), 1);
      case Op.Add add -> sum(add, type, what);
      case Op.Subtract subtract -> sum(subtract, type, what);
      case Op.Multiply multiply -> {
        CipherType left = linear(multiply.left(), what);
        CipherType right = linear(multiply.right(), what);
        assertThat(left.level()).as(what).isEqualTo(right.level());
        same(type, left.level(), left.scale() * right.scale(), what);
        degrees.put(op.result(), 2);
      }
      case Op.Unary unary -> unary(unary, type, what);
    }
  }

  private void unary(Op.Unary op, CipherType type, String what) {
    CipherType operand = program.type(op.operand());
    int degree = degrees.getOrDefault(op.operand(), 0);
    switch (op) {
      case Op.Rotate _, Op.Conjugate _ -> {
        linear(op.operand(), what);
        same(type, operand.level(), operand.scale(), what);
      }
      case Op.Negate _, Op.AddPlain _ -> same(type, operand.level(), operand.scale(), what);
      case Op.MultiplyPlain _, Op.LinearTransform _ -> {
        linear(op.operand(), what);
        assertThat(type.level()).as(what).isEqualTo(operand.level());
        assertThat(type.scale() / operand.scale()).as(what).isGreaterThan(0x1p30);
      }
      case Op.Polynomial polynomial -> {
        linear(op.operand(), what);
        assertThat(type.level())
            .as(what)
            .isEqualTo(operand.level() - EncryptedPolynomials.depth(polynomial));
      }
      case Op.Relinearise _ -> {
        assertThat(degree).as(what).isEqualTo(2);
        same(type, operand.level(), operand.scale(), what);
        degree = 1;
      }
      case Op.Rescale _ -> {
        assertThat(degree).as(what + ": relinearised before").isEqualTo(1);
        same(type, operand.level() - 1, operand.scale() / parameters.prime(operand.level()), what);
      }
      case Op.DropLevel drop -> {
        assertThat(drop.level()).as(what).isLessThan(operand.level());
        same(type, drop.level(), operand.scale(), what);
      }
      case Op.Output _ -> {
        linear(op.operand(), what);
        same(type, target.ladder().lowest(), operand.scale(), what);
      }
      case Op.Bootstrap bootstrap -> {
        linear(op.operand(), what);
        IteratedPlan plan = target.bootstrapOf(bootstrap);
        assertThat(operand.level()).as(what).isGreaterThanOrEqualTo(plan.inputLevel());
        assertThat(operand.scale() / plan.outputScale()).as(what).isBetween(0.7, 1.4);
        same(type, plan.outputLevel(), plan.outputScale(), what);
      }
    }
    degrees.put(op.result(), degree);
  }

  private void sum(Op.Binary op, CipherType type, String what) {
    CipherType left = program.type(op.left());
    CipherType right = program.type(op.right());
    assertThat(left.level()).as(what).isEqualTo(right.level());
    assertThat(left.scale() / right.scale()).as(what).isCloseTo(1, within(TOLERANCE));
    same(type, left.level(), left.scale(), what);
    degrees.put(
        op.result(),
        Math.max(degrees.getOrDefault(op.left(), 0), degrees.getOrDefault(op.right(), 0)));
  }

  private CipherType linear(Value operand, String what) {
    assertThat(degrees.getOrDefault(operand, 0)).as(what + ": degree of the operand").isEqualTo(1);
    return program.type(operand);
  }

  private static void same(CipherType type, int level, double scale, String what) {
    assertThat(type.level()).as(what).isEqualTo(level);
    assertThat(type.scale() / scale).as(what).isCloseTo(1, within(TOLERANCE));
  }
}
