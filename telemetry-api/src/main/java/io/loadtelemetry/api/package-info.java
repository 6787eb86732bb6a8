/**
 * What a load tool calls. {@link io.loadtelemetry.api.Telemetry} is the way in:
 *
 * <pre>{@code
 * try (Telemetry telemetry = Telemetry.builder("checkout-peak").users(200).start()) {
 *     RequestRecorder cart = telemetry.request("GET", "/cart"); // resolved once, reused
 *     long start = telemetry.now();
 *     // … the call …
 *     cart.success(start, telemetry.now(), responseBytes);
 * }
 * }</pre>
 */
@NullMarked
package io.loadtelemetry.api;

import org.jspecify.annotations.NullMarked;
