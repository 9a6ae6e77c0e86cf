package org.rotunda.bench.mnist;

import java.util.List;

/**
 * The shape of a layer. At each of its positions it takes some inputs, the patch, and gives one
 * output a channel; all positions share the weights. Outputs are in row-major order of channel and
 * position.
 */
public sealed interface LayerShape {

  /** Stands for an input outside the image, which is zero. */
  int PADDING = -1;

  /** Returns the name that its weights begin with. */
  String name();

  /** Returns the number of inputs. */
  int inputs();

  /** Returns the number of output channels. */
  int channels();

  /** Returns the number of positions. */
  int positions();

  /** Returns the inputs of a patch. */
  int patchSize();

  /**
   * Returns which inputs make up the patches, patch by patch; {@link #PADDING} where there is none.
   */
  int[] patches();

  /** Returns the shape of the weights, channels first. */
  List<Integer> weightShape();

  /** Returns the number of outputs. */
  default int outputs() {
    return Math.multiplyExact(channels(), positions());
  }

  /**
   * Every output from every input: one position, whose patch is everything.
   *
   * @param name the name that its weights begin with
   * @param inputs the number of inputs
   * @param channels the number of outputs
   */
  record Dense(String name, int inputs, int channels) implements LayerShape {

    @Override
    public int positions() {
      return 1;
    }

    @Override
    public int patchSize() {
      return inputs;
    }

    @Override
    public int[] patches() {
      int[] patch = new int[inputs];
      for (int i = 0; i < inputs; i++) {
        patch[i] = i;
      }
      return patch;
    }

    @Override
    public List<Integer> weightShape() {
      return List.of(channels, inputs);
    }
  }

  /**
   * A convolution (cross-correlation, as networks use it) of square images with a square window.
   *
   * @param name the name that its weights begin with
   * @param inputChannels channels of the image
   * @param side rows and columns of the image
   * @param channels channels of the result
   * @param window rows and columns of the window
   * @param stride step of the window
   * @param padding rows and columns of zeros around the image
   */
  record Convolution(
      String name, int inputChannels, int side, int channels, int window, int stride, int padding)
      implements LayerShape {

    @Override
    public int inputs() {
      return inputChannels * side * side;
    }

    /** Returns rows and columns of the result. */
    public int outputSide() {
      return (side + 2 * padding - window) / stride + 1;
    }

    @Override
    public int positions() {
      return outputSide() * outputSide();
    }

    @Override
    public int patchSize() {
      return inputChannels * window * window;
    }

    @Override
    public int[] patches() {
      int[] patches = new int[positions() * patchSize()];
      int next = 0;
      for (int y = 0; y < outputSide(); y++) {
        for (int x = 0; x < outputSide(); x++) {
          for (int k = 0; k < patchSize(); k++) {
            int row = y * stride + k / window % window - padding;
            int column = x * stride + k % window - padding;
            boolean inside = row >= 0 && row < side && column >= 0 && column < side;
            int channel = k / (window * window);
            patches[next++] = inside ? (channel * side + row) * side + column : PADDING;
          }
        }
      }
      return patches;
    }

    @Override
    public List<Integer> weightShape() {
      return List.of(channels, inputChannels, window, window);
    }
  }
}
