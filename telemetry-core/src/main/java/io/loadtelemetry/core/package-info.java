/**
 * The engine: the way of an event is {@link io.loadtelemetry.core.RingRequestRecorder},
 * {@link io.loadtelemetry.core.EventRing}, {@link io.loadtelemetry.core.Stripe}, {@link io.loadtelemetry.core.Lane}, and
 * from there the recorder.
 */
@NullMarked
package io.loadtelemetry.core;

import org.jspecify.annotations.NullMarked;
