package org.rotunda.keys.wire;

/**
 * One member of a list of plaintexts or ciphertexts.
 *
 * @param label its name: at most 255 bytes in UTF-8, no control characters; it may be empty
 * @param value the member
 */
public record Labelled<T>(String label, T value) {}
