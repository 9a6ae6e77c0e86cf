package org.rotunda.compiler.program;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The plain matrix of a {@link Op.LinearTransform}, given by what it is made from, so that program
 * texts stay small and diagonals are computed when they are needed.
 */
public sealed interface SlotMatrix permits TensorBlock, SlotMatrix.Stored, SlotMatrix.Collected {

  /**
   * Returns the numbers of the diagonals that are there, ascending, each 0 to slots - 1. They don't
   * depend on the weights' values.
   */
  List<Integer> indices();

  /** Returns the period of the diagonals, without computing them. */
  int period(Weights weights);

  /** Computes the diagonals. */
  Diagonals diagonals(Weights weights, int slots);

  /**
   * Diagonals stored as a weight: row k of the matrix {@code rows} is diagonal {@code indices[k]}.
   *
   * @param rows weight of shape (number of diagonals, n), where n is a power of two of at most
   *     {@code slots}; each row is repeated throughout the slots
   * @param indices numbers of the diagonals, ascending, each 0 to slots - 1
   */
  record Stored(WeightSlice rows, List<Integer> indices) implements SlotMatrix {

    /** Creates the matrix. */
    public Stored {
      indices = List.copyOf(indices);
    }

    @Override
    public int period(Weights weights) {
      return weights.shape(rows).getLast();
    }

    @Override
    public Diagonals diagonals(Weights weights, int slots) {
      int period = period(weights);
      SortedMap<Integer, double[]> diagonals = new TreeMap<>();
      for (int k = 0; k < indices.size(); k++) {
        diagonals.put(indices.get(k), weights.values(rows.at(k)));
      }
      return new Diagonals(slots, period, diagonals);
    }
  }

  /**
   * Diagonals collected from a sum of products with rotated plain vectors: every term adds to one
   * diagonal.
   *
   * @param terms at least one
   */
  record Collected(List<Term> terms) implements SlotMatrix {

    /** Copies the list. */
    public Collected {
      terms = List.copyOf(terms);
    }

    @Override
    public List<Integer> indices() {
      return terms.stream().map(Term::index).distinct().sorted().toList();
    }

    @Override
    public int period(Weights weights) {
      return terms.stream().mapToInt(term -> term.vector().period()).max().orElse(1);
    }

    @Override
    public Diagonals diagonals(Weights weights, int slots) {
      int period = period(weights);
      SortedMap<Integer, double[]> diagonals = new TreeMap<>();
      for (Term term : terms) {
        double[] values = term.vector().values(weights, slots);
        double[] diagonal = diagonals.computeIfAbsent(term.index(), d -> new double[period]);
        for (int i = 0; i < period; i++) {
          diagonal[i] += term.factor() * values[(i + term.shift()) & (slots - 1)];
        }
      }
      return new Diagonals(slots, period, diagonals);
    }
  }

  /**
   * What is added to a diagonal: slot i of it gets factor * vector[(i + shift) mod slots].
   *
   * @param index number of the diagonal, 0 to slots - 1
   * @param factor finite
   * @param vector the vector
   * @param shift by how much it is rotated to the left, 0 to slots - 1
   */
  record Term(int index, double factor, SlotVector vector, int shift) {

    /** The vector of ones. */
    private static final SlotVector ONES = new SlotVector.Inline(List.of(1.0));

    /**
     * Creates a term.
     *
     * @throws ShapeException if the factor isn't finite
     */
    public Term {
      if (!Double.isFinite(factor)) {
        throw new ShapeException("Expected a finite factor, found " + factor + "; correct it.");
      }
    }

    /** Returns the term of a rotation alone. */
    public static Term rotation(int index) {
      return new Term(index, 1, ONES, 0);
    }

    /** Tells whether the vector is more than ones. */
    public boolean hasVector() {
      return !vector.equals(ONES);
    }

    /** Tells whether the diagonal is multiplied by anything but 1 and -1. */
    public boolean isProduct() {
      return hasVector() || Math.abs(factor) != 1;
    }
  }
}
