/**
 * The recorder {@code json}: everything that happens in a run as JSON lines, one object a line, in UTF-8. The way of an
 * event through this package:
 *
 * <pre>
 * JsonRecorder ── RequestLines (a request, an iteration: by hand)  ──┐
 *              └─ EventLines, MetricLines, StatsLines (jackson)    ──┴─ LineBuffer ── LineBatch ── Output
 *                                                                        (whole lines)  (when)      StandardOutput
 *                                                                                                   DeviceOutput
 *                                                                                                   FileOutput (rotation, repair)
 * </pre>
 *
 * <p>The lines are described by {@code load-telemetry-lines.schema.json} in this package, in JSON Schema draft 2020-12.
 */
@NullMarked
package io.loadtelemetry.recorder.json;

import org.jspecify.annotations.NullMarked;
