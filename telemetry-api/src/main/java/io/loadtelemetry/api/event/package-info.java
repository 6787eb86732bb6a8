/**
 * What a recorder receives: the closed set of {@link io.loadtelemetry.api.event.TelemetryEvent}s.
 */
@NullMarked
package io.loadtelemetry.api.event;

import org.jspecify.annotations.NullMarked;
