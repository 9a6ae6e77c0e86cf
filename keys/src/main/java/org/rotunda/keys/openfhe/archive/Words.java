package org.rotunda.keys.openfhe.archive;

import java.util.Arrays;

/** An array of 64-bit unsigned integers as a value: equal to one of equal content. */
public final class Words {
  private final long[] array;

  private Words(long[] array) {
    this.array = array;
  }

  /** Wraps an array, which is not to be written afterwards. */
  public static Words of(long... array) {
    return new Words(array);
  }

  /** The array, not to be written. */
  public long[] array() {
    return array;
  }

  /** The number of words. */
  public int size() {
    return array.length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Words words && Arrays.equals(array, words.array);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(array);
  }

  @Override
  public String toString() {
    return "Words[%d]".formatted(array.length);
  }
}
