package org.rotunda.compiler.cost;

import org.rotunda.ckks.params.Parameters;
import org.rotunda.paging.store.PageGeometry;

/** What operations on ciphertexts are made of, each of a duration of its own at every level. */
public enum Primitive {
  /** The sum of two ciphertexts. */
  ADD("add") {
    @Override
    double work(Shape shape) {
      return 2 * shape.q() * shape.product();
    }
  },
  /** The product of two ciphertexts, not relinearised. */
  MULTIPLY("multiply") {
    @Override
    double work(Shape shape) {
      return 4 * shape.q() * shape.product();
    }
  },
  /** The product of a ciphertext and an encoded plaintext. */
  MULTIPLY_PLAIN("multiplyPlain") {
    @Override
    double work(Shape shape) {
      return 2 * shape.q() * shape.product();
    }
  },
  /** Rescaling, from the level. */
  RESCALE("rescale") {
    @Override
    double work(Shape shape) {
      return 2 * shape.q() * shape.transform();
    }
  },
  /** Raising the digits of a polynomial to Q and P. */
  DECOMPOSE("decompose") {
    @Override
    double work(Shape shape) {
      return (shape.q() + shape.digits() * shape.qp()) * shape.transform();
    }
  },
  /** The inner product of digits and a key whose uniform half is in memory, divided by P. */
  SWITCH("switch") {
    @Override
    double work(Shape shape) {
      return 2 * shape.digits() * shape.qp() * shape.product() + 2 * shape.qp() * shape.transform();
    }
  },
  /** The inner product of digits and a key whose uniform half is in memory. */
  INNER_PRODUCT("innerProduct") {
    @Override
    double work(Shape shape) {
      return 2 * shape.digits() * shape.qp() * shape.product();
    }
  },
  /** What the inner product takes longer if the uniform half is regenerated for it. */
  REGENERATE("regenerate") {
    @Override
    double work(Shape shape) {
      return shape.digits() * shape.qp() * shape.product();
    }
  },
  /** The division of a polynomial over QP by P. */
  DIVIDE_BY_P("divideByP") {
    @Override
    double work(Shape shape) {
      return shape.qp() * shape.transform();
    }
  },
  /** The encoding of a diagonal of a linear transform over QP. */
  ENCODE("encode") {
    @Override
    double work(Shape shape) {
      return (4 + shape.qp()) * shape.transform();
    }
  },
  /** The product of an encoded diagonal and a rotated argument, added up over QP. */
  ACCUMULATE("accumulate") {
    @Override
    double work(Shape shape) {
      return 2 * shape.qp() * shape.product();
    }
  },
  /** Reading, checking and unpacking a key truncated to the level. */
  LOAD("load") {
    @Override
    double work(Shape shape) {
      return SECONDS_A_BYTE * shape.readBytes();
    }
  };

  /** A nominal machine's throughput of products: 0.6 ns a residue. */
  private static final double SECONDS_A_PRODUCT = 0.6e-9;

  /** Its transforms: N log2 N times this, 0.2 ms for N = 2^16. */
  private static final double SECONDS_A_BUTTERFLY = 0.19e-9;

  /** It reads and unpacks keys with 1 GB a second. */
  private static final double SECONDS_A_BYTE = 1e-9;

  private final String label;

  Primitive(String label) {
    this.label = label;
  }

  /** The name in files. */
  public String label() {
    return label;
  }

  /** The seconds on the nominal machine, by which measured ones are carried to other sizes. */
  public double nominalSeconds(Parameters parameters, int level) {
    return work(new Shape(parameters, level));
  }

  abstract double work(Shape shape);

  /** The sizes that work depends on. */
  record Shape(Parameters parameters, int level) {
    /** The limbs over Q. */
    double q() {
      return level + 1.0;
    }

    /** The limbs over QP. */
    double qp() {
      return q() + parameters.p().size();
    }

    double digits() {
      return parameters.digits(level);
    }

    /** A product of limbs. */
    double product() {
      return SECONDS_A_PRODUCT * parameters.degree();
    }

    /** A transform of a limb. */
    double transform() {
      return SECONDS_A_BUTTERFLY * parameters.degree() * parameters.logDegree();
    }

    double readBytes() {
      return PageGeometry.of(parameters).readBytes(level);
    }
  }
}
