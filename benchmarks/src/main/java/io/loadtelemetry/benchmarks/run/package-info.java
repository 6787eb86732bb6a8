/** Measurements of a whole run: start-up, idling, delivery at a rate, a recorder that stalls, growth. */
package io.loadtelemetry.benchmarks.run;
