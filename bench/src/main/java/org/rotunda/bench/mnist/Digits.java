package org.rotunda.bench.mnist;

/**
 * Labelled images of handwritten digits: 28 x 28 grey values each, row by row, with a label 0..9.
 */
public final class Digits {

  /** Rows and columns of one image. */
  public static final int SIDE = 28;

  /** Pixels of one image. */
  public static final int PIXELS = SIDE * SIDE;

  /** Number of classes; labels are 0 .. CLASSES - 1. */
  public static final int CLASSES = 10;

  /** The grey value that becomes the input 1.0; 0 becomes 0.0. */
  public static final int WHITE = 255;

  private final byte[] labels;
  private final byte[] greys;

  /**
   * Takes copies of the labels and grey values.
   *
   * @param labels one label 0..9 an image
   * @param greys {@link #PIXELS} unsigned bytes an image, image after image
   * @throws IllegalArgumentException if the counts differ or a label is above 9
   */
  public Digits(byte[] labels, byte[] greys) {
    if (greys.length != (long) labels.length * PIXELS) {
      throw new IllegalArgumentException(
          "expected %d grey values for %d labels but found %d; pass 784 bytes for each label"
              .formatted((long) labels.length * PIXELS, labels.length, greys.length));
    }
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] < 0 || labels[i] >= CLASSES) {
        throw new IllegalArgumentException(
            "expected labels 0..9 but label %d is %d; pass digit labels only"
                .formatted(i, Byte.toUnsignedInt(labels[i])));
      }
    }
    this.labels = labels.clone();
    this.greys = greys.clone();
  }

  /** Returns the number of images. */
  public int count() {
    return labels.length;
  }

  /** Returns the label, 0..9, of image {@code index}. */
  public int label(int index) {
    return labels[index];
  }

  /** Returns the {@link #PIXELS} grey values of image {@code index} as unsigned bytes. */
  public byte[] greys(int index) {
    byte[] image = new byte[PIXELS];
    System.arraycopy(greys, index * PIXELS, image, 0, PIXELS);
    return image;
  }

  /** Returns the {@link #PIXELS} inputs of the network for image {@code index}: grey / 255. */
  public double[] inputs(int index) {
    return inputs(index, index + 1);
  }

  /** Returns the inputs of the images from one index up to but not including another. */
  public double[] inputs(int from, int to) {
    double[] inputs = new double[(to - from) * PIXELS];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = Byte.toUnsignedInt(greys[from * PIXELS + i]) / (double) WHITE;
    }
    return inputs;
  }

  /**
   * Returns the first {@code each} images of every class, in the order of their indices.
   *
   * @throws IllegalArgumentException if a class has fewer images than that
   */
  public Digits firstOfEachClass(int each) {
    int[] taken = new int[CLASSES];
    byte[] someLabels = new byte[each * CLASSES];
    byte[] someGreys = new byte[each * CLASSES * PIXELS];
    int next = 0;
    for (int i = 0; i < count(); i++) {
      if (taken[label(i)] < each) {
        taken[label(i)]++;
        someLabels[next] = labels[i];
        System.arraycopy(greys, i * PIXELS, someGreys, next * PIXELS, PIXELS);
        next++;
      }
    }
    if (next != someLabels.length) {
      throw new IllegalArgumentException(
          "expected at least %d images of every class but found only %d in all that count"
                  .formatted(each, next)
              + "; ask for fewer");
    }
    return new Digits(someLabels, someGreys);
  }
}
