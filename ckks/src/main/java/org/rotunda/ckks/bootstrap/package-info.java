/**
 * Bootstrapping: a ciphertext without levels becomes one with levels and the same message.
 *
 * <p>{@link org.rotunda.ckks.bootstrap.BootstrapParameters} say what is wanted, {@link
 * org.rotunda.ckks.bootstrap.BootstrapPlan} derives levels, scales, approximations and the list of
 * key uses from them, and {@link org.rotunda.ckks.bootstrap.Bootstrapper} does it:
 *
 * <pre>{@code
 * BootstrapPlan plan = BootstrapPlan.of(parameters, BootstrapParameters.of(parameters.slots()));
 * List<KeyUse> keys = plan.requiredKeys(); // to generate
 * BootstrapMatrices matrices = BootstrapMatrices.encode(plan, context, engine, encoder);
 * Ciphertext refreshed = new Bootstrapper(matrices, evaluator).bootstrap(exhausted);
 * }</pre>
 *
 * <p>The stages: {@link org.rotunda.ckks.bootstrap.SecretEncapsulation} and {@link
 * org.rotunda.ckks.bootstrap.ModulusRaising}, {@link org.rotunda.ckks.bootstrap.SubringTrace},
 * {@link org.rotunda.ckks.bootstrap.CoeffsToSlots}, {@link
 * org.rotunda.ckks.bootstrap.ModularReduction}, {@link org.rotunda.ckks.bootstrap.SlotsToCoeffs}.
 * {@link org.rotunda.ckks.bootstrap.IteratedBootstrapper} bootstraps what is left of the error
 * again, for precision beyond one pass; {@link org.rotunda.ckks.bootstrap.BootstrapPreset} has
 * parameters that fit together.
 */
package org.rotunda.ckks.bootstrap;
