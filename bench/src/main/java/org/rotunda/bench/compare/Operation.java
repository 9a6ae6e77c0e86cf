package org.rotunda.bench.compare;

/**
 * What is compared.
 *
 * @param key its name in what programs exchange and in JSON, for example {@code forward-ntt-50}
 * @param name its name in the table
 * @param once does it a number of times
 * @param count that number
 */
record Operation(String key, String name, Runnable once, int count) {
  Operation(String key, String name, Runnable once) {
    this(key, name, once, 1);
  }
}
