/** One test or more for every fault that a run has to survive; {@link io.loadtelemetry.faults.Fault} lists them. */
@org.jspecify.annotations.NullMarked
package io.loadtelemetry.faults;
