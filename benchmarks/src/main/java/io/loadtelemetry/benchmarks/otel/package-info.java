/** What the OpenTelemetry recorder costs its lane, and what an export costs. */
@NullMarked
package io.loadtelemetry.benchmarks.otel;

import org.jspecify.annotations.NullMarked;
