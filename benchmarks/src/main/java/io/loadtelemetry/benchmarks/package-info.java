/** Measurements of the event path; see {@code benchmarks/run.sh}. */
package io.loadtelemetry.benchmarks;
