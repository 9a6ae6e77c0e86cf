package org.rotunda.compiler.program;

/**
 * The window of a two-dimensional convolution or pooling.
 *
 * @param height rows of the kernel, 1 to 32768
 * @param width columns of the kernel, 1 to 32768
 * @param stride step of the window in both directions, 1 to 32768
 * @param padding rows and columns of zeros around the image; less than height and width
 */
public record Window(int height, int width, int stride, int padding) {

  private static final int MAX_SIZE = 1 << 15;

  /**
   * Creates a window.
   *
   * @throws ShapeException if a number is out of range
   */
  public Window {
    if (height < 1
        || width < 1
        || stride < 1
        || padding < 0
        || Math.max(stride, Math.max(height, width)) > MAX_SIZE) {
      throw new ShapeException(
          "Expected a window with sizes and stride from 1 to 32768 and a padding from 0, found "
              + height
              + " x "
              + width
              + ", stride "
              + stride
              + ", padding "
              + padding
              + "; correct them.");
    }
    if (padding >= Math.min(height, width)) {
      throw new ShapeException(
          "Expected a padding below the window's sizes "
              + height
              + " x "
              + width
              + ", found "
              + padding
              + "; use less padding.");
    }
  }

  /**
   * Returns the number of positions of the window along a dimension of the image.
   *
   * @param size size of the image along that dimension
   * @param kernel size of the window along that dimension
   * @throws ShapeException if the window is larger than the padded image
   */
  int positions(int size, int kernel) {
    int room = size + 2 * padding - kernel;
    if (room < 0) {
      throw new ShapeException(
          "Expected an image of at least "
              + (kernel - 2 * padding)
              + " along a dimension for a window of "
              + kernel
              + ", found "
              + size
              + "; use a smaller window or more padding.");
    }
    return room / stride + 1;
  }
}
