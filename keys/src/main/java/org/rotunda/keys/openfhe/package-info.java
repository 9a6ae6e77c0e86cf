/**
 * Objects of OpenFHE 1.5: what its CKKS serialises, its rules for choosing parameters, and
 * conversion to and from Rotunda's own types. Secret keys are converted by {@code
 * org.rotunda.keys.secret}.
 *
 * <p>A serialised object is read by {@link org.rotunda.keys.openfhe.OpenFheFormat} into records
 * named after what they are ({@link org.rotunda.keys.openfhe.OpenFheCiphertext} and so on), which
 * hold every field of the wire, and is written from them to the very same bytes.
 *
 * <p>Sources: the serialisation functions of OpenFHE 1.5.1; for the mathematics, Kim,
 * Papadimitriou, Polyakov, "Approximate Homomorphic Encryption with Reduced Approximation Error",
 * 2022.
 */
package org.rotunda.keys.openfhe;
