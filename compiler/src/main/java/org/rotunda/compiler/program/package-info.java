/**
 * Programs on ciphertexts, before and after the compiler's passes.
 *
 * <p>A {@link org.rotunda.compiler.program.Program} is a straight line of operations ({@link
 * org.rotunda.compiler.program.Op}), each of which defines one {@link
 * org.rotunda.compiler.program.Value}: one ciphertext. {@link
 * org.rotunda.compiler.program.ProgramBuilder} builds programs from operations on tensors, which
 * lie in one or several ciphertexts as their {@link org.rotunda.compiler.program.TensorLayout}
 * says; {@link org.rotunda.compiler.program.SsaBuilder} builds them operation by operation. A
 * {@link org.rotunda.compiler.program.Pass} turns a program into another, mostly with a {@link
 * org.rotunda.compiler.program.Rewriter}. Programs refer to {@link
 * org.rotunda.compiler.program.Weights} by name, which lie as files beside the program text ({@link
 * org.rotunda.compiler.program.WeightFiles}).
 *
 * <p>The package {@code text} reads programs from text, {@code clear} runs them on clear numbers.
 */
package org.rotunda.compiler.program;
