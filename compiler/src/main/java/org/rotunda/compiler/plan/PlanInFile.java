package org.rotunda.compiler.plan;

/**
 * What a plan file holds, read at once.
 *
 * @param plan the plan, verified
 * @param memory what a run of it takes, compared with the plan, and may take
 */
public record PlanInFile(Plan plan, PlanMemory memory) {}
