/** What the OpenTelemetry recorder costs its lane, and what an export costs. */
@NullMarked
package io.loadtelemetry.benchmarks.lanes;

import org.jspecify.annotations.NullMarked;
