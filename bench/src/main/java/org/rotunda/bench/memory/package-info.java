/** What collectors and region sizes make of limbs: time, memory of the process, garbage. */
package org.rotunda.bench.memory;
