package io.loadtelemetry.recorder.json;

import io.loadtelemetry.api.spi.RecorderConfig;
import java.time.Duration;

/**
 * When a file is set aside, and what becomes of it.
 *
 * @param size the most bytes of a file, 0 for no bound
 * @param interval the greatest age of a file, zero for no bound
 * @param keep how many files set aside are kept, 0 for all
 * @param gzip whether they are compressed
 */
record Rotation(long size, Duration interval, int keep, boolean gzip) {

    static final Rotation OFF = new Rotation(0, Duration.ZERO, 0, false);

    static Rotation of(RecorderConfig config) {
        return new Rotation(
                config.get(JsonKeys.ROTATE_SIZE),
                config.get(JsonKeys.ROTATE_INTERVAL),
                config.get(JsonKeys.ROTATE_KEEP),
                config.get(JsonKeys.ROTATE_GZIP));
    }

    /** Whether files are set aside at all. */
    boolean rotates() {
        return size > 0 || !interval.isZero();
    }

    /** Whether files set aside are touched again. */
    boolean tidies() {
        return keep > 0 || gzip;
    }
}
