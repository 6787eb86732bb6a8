/**
 * What a recorder implements: {@link io.loadtelemetry.api.spi.RecorderProvider} is found by
 * {@link java.util.ServiceLoader} and creates a {@link io.loadtelemetry.api.spi.Recorder}.
 */
@NullMarked
package io.loadtelemetry.api.spi;

import org.jspecify.annotations.NullMarked;
