package org.rotunda.compiler.pass;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rotunda.ckks.bootstrap.BootstrapPreset;
import org.rotunda.ckks.encoding.ComplexVector;
import org.rotunda.ckks.params.ParameterException;
import org.rotunda.ckks.polynomial.ChebyshevSeries;
import org.rotunda.ckks.polynomial.Interval;
import org.rotunda.compiler.program.Op;
import org.rotunda.compiler.program.Plain;
import org.rotunda.compiler.program.Program;
import org.rotunda.compiler.program.RemoveUnused;
import org.rotunda.compiler.program.Rewriter;
import org.rotunda.compiler.program.SsaBuilder;
import org.rotunda.compiler.program.TensorLayout;
import org.rotunda.compiler.program.Value;
import org.rotunda.compiler.program.Weights;
import org.rotunda.compiler.program.clear.ClearBackend;

class BootstrapPlacementTest {
  private static final int SLOTS = 64;
  private static final TensorLayout WHOLE = TensorLayout.packed(List.of(SLOTS), SLOTS);

  private static final Target REAL = SmallTargets.real(SLOTS);
  private static final Target COMPLEX = SmallTargets.complex(SLOTS, 2);

  /** Bootstraps take so long that the fewest are best. */
  private static final LevelCosts COSTS = new GrowingCosts(1e4);

  /** Bootstraps may pay for lower levels. */
  private static final LevelCosts CHEAP = new GrowingCosts(50);

  /** Times that grow with the level, by how much depends on the operation. */
  private record GrowingCosts(double bootstrap) implements LevelCosts {
    @Override
    public double operation(Op op, int level) {
      return switch (op) {
        case Op.Rotate _, Op.Conjugate _ -> 3 + 2 * level;
        case Op.Multiply _ -> 4 + 3 * level;
        case Op.Polynomial _ -> 9 + 8 * level;
        case Op.Input _, Op.Output _, Op.Bootstrap _ -> 0;
        default -> 0.1 * (1 + level);
      };
    }
  }

  private static Program chain(UnaryOperator<SsaChain> code) {
    SsaBuilder ssa = new SsaBuilder("chain", SLOTS, Weights.none());
    SsaChain end = code.apply(new SsaChain(ssa, ssa.input("x", WHOLE, 0)));
    ssa.output(end.value(), "y", WHOLE, 0);
    return ssa.build();
  }

  /** The last value of a program that is being written. */
  private record SsaChain(SsaBuilder ssa, Value value) {
    SsaChain squares(int count) {
      Value y = value;
      for (int i = 0; i < count; i++) {
        y = ssa.multiply(y, y);
      }
      return new SsaChain(ssa, y);
    }

    SsaChain bootstrap() {
      return new SsaChain(ssa, ssa.bootstrap(value));
    }
  }

  private static Program randomChain(SplittableRandom random, int length) {
    SsaBuilder ssa = new SsaBuilder("chain", SLOTS, Weights.none());
    Value x = ssa.input("x", WHOLE, 0);
    for (int i = 0; i < length; i++) {
      x =
          switch (random.nextInt(5)) {
            case 0, 1 -> ssa.multiply(x, x);
            case 2 -> ssa.rotate(x, 1);
            case 3 -> ssa.addPlain(x, new Plain.Scalar(1));
            default ->
                ssa.polynomial(x, ChebyshevSeries.of(Interval.UNIT, new double[] {0, 1, 0, 1}));
          };
    }
    ssa.output(x, "y", WHOLE, 0);
    return ssa.build();
  }

  private static long bootstraps(Program program) {
    return program.ops().stream().filter(Op.Bootstrap.class::isInstance).count();
  }

  /** The seconds of the best of all placements. */
  private static double leastSeconds(PlacementProblem problem) {
    return leastSeconds(problem, problem.none(), 0);
  }

  private static double leastSeconds(PlacementProblem problem, int[] placement, int position) {
    if (position == problem.size()) {
      return problem.seconds(placement);
    }
    double least = leastSeconds(problem, placement, position + 1);
    if (!problem.isSource(position)) {
      for (int from = position + 1; from <= problem.lastUse(position); from++) {
        Value value = new Value(position);
        if (problem.op(from).operands().contains(value)) {
          placement[position] = from;
          least = Math.min(least, leastSeconds(problem, placement, position + 1));
        }
      }
      placement[position] = PlacementProblem.NEVER;
    }
    return least;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 100, 200, 300, 400})
  void placementsOfChainsAreTheBestOfAll(int first) {
    for (long seed = first; seed < first + 100; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      Program program = randomChain(random, random.nextInt(3, 13));
      int argument = random.nextInt(0, 2);
      PlacementProblem problem =
          new PlacementProblem(program, random.nextInt(3, 7) + argument, argument, 0, CHEAP);
      double seconds = problem.seconds(BootstrapPlacement.best(problem));
      assertThat(seconds).as("seed %d", seed).isFinite();
      assertThat(seconds).as("seed %d", seed).isCloseTo(leastSeconds(problem), within(1e-9));
      assertThat(problem.seconds(BootstrapCuts.of(problem)))
          .as("seed %d", seed)
          .isCloseTo(seconds, within(1e-9));
    }
  }

  @Test
  void placementsOfSmallProgramsWithSeveralLivingValuesAreMostlyTheBestAndNeverFarFromIt() {
    int programs = 0;
    int best = 0;
    for (long seed = 0; seed < 2000; seed++) {
      Program program = new RemoveUnused().apply(RandomComputations.of(seed, SLOTS, 16, 9));
      PlacementProblem problem =
          new PlacementProblem(program, 4, 1, 0, new GrowingCosts(10 * (seed % 20 + 1)));
      if (program.ops().size() > 18 || Double.isFinite(problem.seconds(problem.none()))) {
        continue;
      }
      double seconds = problem.seconds(BootstrapPlacement.best(problem));
      double exhausted = problem.seconds(BootstrapPlacement.whenExhausted(problem));
      double least = leastSeconds(problem);
      assertThat(seconds).as("seed %d", seed).isBetween(least - 1e-9, exhausted + 1e-9);
      if (Double.isFinite(least)) {
        programs++;
        best += seconds < least + 1e-9 ? 1 : 0;
        assertThat(seconds / least).as("seed %d", seed).isLessThan(1.1);
      }
    }
    assertThat(programs).isGreaterThan(100);
    assertThat(best).isGreaterThan(programs * 9 / 10);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 50, 100, 150})
  void deepProgramsFitTheirTargetAndKeepTheirMeaning(int first) {
    for (long seed = first; seed < first + 50; seed++) {
      Program source = new RemoveUnused().apply(RandomComputations.of(seed, SLOTS, 60, 40));
      Program placed = new BootstrapPlacement(COMPLEX, CHEAP).apply(source);
      TypeRules.check(new LevelsAndScales(COMPLEX).apply(placed), COMPLEX, "seed " + seed);
      var inputs = RandomComputations.inputs(source, seed);
      assertThat(outputs(placed, inputs))
          .as("seed %d", seed)
          .isDeepEqualTo(outputs(source, inputs));
    }
  }

  private static double[][] outputs(Program program, Map<String, List<ComplexVector>> inputs) {
    return new ClearBackend(program)
        .runPacked(inputs, (_, _) -> {}).values().stream()
            .flatMap(List::stream)
            .map(ComplexVector::real)
            .toArray(double[][]::new);
  }

  @Test
  void aProgramThatFitsStaysAsItIs() {
    Program program = chain(x -> x.squares(13));
    assertThat(new BootstrapPlacement(REAL, COSTS).apply(program)).isSameAs(program);
  }

  @Test
  void withoutBootstrappingProgramsStayAsTheyAre() {
    Program program = chain(x -> x.squares(30));
    Target none = Target.of(REAL.parameters());
    assertThat(new BootstrapPlacement(none, COSTS).apply(program)).isSameAs(program);
  }

  @Test
  void theLastLevelsGoDownToZeroAndThoseBeforeToTheBootstraps() {
    Program program = chain(x -> x.squares(10 + 10 + 13));
    assertThat(bootstraps(new BootstrapPlacement(REAL, COSTS).apply(program))).isEqualTo(2);
    Program longer = chain(x -> x.squares(10 + 10 + 14));
    assertThat(bootstraps(new BootstrapPlacement(REAL, COSTS).apply(longer))).isEqualTo(3);
  }

  @Test
  void bootstrapsOfTheProgramStayAndOthersComeOnlyWhereTheyDoNotSuffice() {
    Program enough = chain(x -> x.squares(4).bootstrap().squares(13));
    assertThat(new BootstrapPlacement(REAL, COSTS).apply(enough)).isSameAs(enough);
    Program more = chain(x -> x.squares(4).bootstrap().squares(15));
    Program placed = new BootstrapPlacement(REAL, COSTS).apply(more);
    assertThat(bootstraps(placed)).isEqualTo(2);
    assertThat(placed.ops().subList(0, 6)).isEqualTo(more.ops().subList(0, 6));
  }

  @Test
  void anInputThatIsUsedLateIsNotBootstrapped() {
    SsaBuilder ssa = new SsaBuilder("skip", SLOTS, Weights.none());
    Value x = ssa.input("x", WHOLE, 0);
    Value y = new SsaChain(ssa, x).squares(20).value();
    ssa.output(ssa.multiply(ssa.add(x, y), x), "y", WHOLE, 0);
    Program placed = new BootstrapPlacement(REAL, COSTS).apply(ssa.build());
    assertThat(bootstraps(placed)).isEqualTo(1);
  }

  @Test
  void aValueWithLevelsLeftGoesAroundTheBootstrapOfAnother() {
    SsaBuilder ssa = new SsaBuilder("skip", SLOTS, Weights.none());
    Value x = ssa.input("x", WHOLE, 0);
    Value side = new SsaChain(ssa, x).squares(2).value();
    Value y = new SsaChain(ssa, x).squares(20).value();
    ssa.output(ssa.multiply(side, y), "y", WHOLE, 0);
    Program placed = new BootstrapPlacement(REAL, COSTS).apply(ssa.build());
    assertThat(bootstraps(placed)).isEqualTo(1);
  }

  @Test
  void wideLayersAreBootstrappedWhereTheyAreNarrow() {
    SsaBuilder ssa = new SsaBuilder("waist", SLOTS, Weights.none());
    Value x = new SsaChain(ssa, ssa.input("x", WHOLE, 0)).squares(8).value();
    Value[] wide = new Value[6];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = new SsaChain(ssa, ssa.rotate(x, i + 1)).squares(4).value();
    }
    Value sum = Arrays.stream(wide).reduce(ssa::add).orElseThrow();
    ssa.output(new SsaChain(ssa, sum).squares(7).value(), "y", WHOLE, 0);
    Program placed = new BootstrapPlacement(REAL, COSTS).apply(ssa.build());
    assertThat(bootstraps(placed)).isEqualTo(1);
  }

  @Test
  void anOperationThatIsTooDeepForAllLevelsIsNamed() {
    Target shallow = Target.of(BootstrapPreset.N15_REAL.plan(SLOTS));
    double[] coefficients = new double[32];
    Arrays.fill(coefficients, 0x1p-5);
    SsaBuilder ssa = new SsaBuilder("deep", SLOTS, Weights.none());
    Value x = new SsaChain(ssa, ssa.input("x", WHOLE, 0)).squares(3).value();
    Value y = ssa.polynomial(x, ChebyshevSeries.of(Interval.UNIT, coefficients));
    ssa.output(new SsaChain(ssa, y).squares(3).value(), "y", WHOLE, 0);
    assertThatThrownBy(() -> new BootstrapPlacement(shallow, COSTS).apply(ssa.build()))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("given 6 levels by a bootstrap, of which the next takes 2")
        .hasMessageContaining("%4 takes 5");
  }

  @Test
  void complexValuesAreNotBootstrappedWhereImaginaryPartsWouldBeLost() {
    SsaBuilder ssa = new SsaBuilder("complex", SLOTS, Weights.none());
    Value x = ssa.addPlain(ssa.input("x", WHOLE, 0), new Plain.Scalar(0, 1));
    ssa.output(ssa.bootstrap(x), "y", WHOLE, 0);
    assertThatThrownBy(() -> new LevelsAndScales(REAL).apply(ssa.build()))
        .hasMessageContaining("imaginary parts would be lost")
        .hasMessageContaining("%1");
    assertThat(new LevelsAndScales(COMPLEX).apply(ssa.build()).isTyped()).isTrue();
  }

  @Test
  void otherSlotsThanPlannedAreRefused() {
    Program program = chain(SsaChain::bootstrap);
    Target other = SmallTargets.real(2 * SLOTS);
    assertThatThrownBy(() -> new LevelsAndScales(other).apply(program))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("64 slots")
        .hasMessageContaining("planned for 128");
  }

  /** Whatever the program bootstraps itself, at random. */
  @ParameterizedTest
  @ValueSource(ints = {0, 50})
  void programsWithBootstrapsOfTheirOwnFitToo(int first) {
    for (long seed = first; seed < first + 50; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      Program source =
          Rewriter.rewrite(
              new RemoveUnused().apply(RandomComputations.of(seed, SLOTS, 60, 40)),
              (rewriter, op) -> {
                Value copy = rewriter.copy(op);
                return op instanceof Op.Output || random.nextInt(10) > 0
                    ? copy
                    : rewriter.out().bootstrap(copy);
              });
      Program placed = new BootstrapPlacement(COMPLEX, COSTS).apply(source);
      assertThat(bootstraps(placed)).as("seed %d", seed).isGreaterThanOrEqualTo(bootstraps(source));
      TypeRules.check(new LevelsAndScales(COMPLEX).apply(placed), COMPLEX, "seed " + seed);
    }
  }
}
