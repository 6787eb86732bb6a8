/**
 * Samples the system the load generator runs on. {@link io.loadtelemetry.recorder.system.SystemRecorderProvider} is all
 * there is to see: {@link java.util.ServiceLoader} finds it.
 *
 * <pre>
 *   SystemRecorder ── starts ──▶ Sampler (its own thread) ── reads ──▶ Probe … ── MetricEvent ──▶ Output ──▶ all recorders
 *                                     └── CpuWatch ── CpuWarning ──────────────────────────────▶ Output
 *   GcDurations (called by the JVM after each collection) ── MetricEvent ──────────────────────▶ Output
 * </pre>
 */
@NullMarked
package io.loadtelemetry.recorder.system;

import org.jspecify.annotations.NullMarked;
