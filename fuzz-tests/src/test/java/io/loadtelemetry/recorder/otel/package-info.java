/** Fuzz targets for this package. */
@org.jspecify.annotations.NullMarked
package io.loadtelemetry.recorder.otel;
