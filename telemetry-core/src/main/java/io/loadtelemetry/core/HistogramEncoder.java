package io.loadtelemetry.core;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import org.HdrHistogram.Histogram;

/**
 * Writes histograms in HdrHistogram's V2 compressed encoding, in Base64. All cover the same range, up to
 * {@link LatencyBuckets#HIGHEST}, so that whoever decodes them can add any to any. Needs a full histogram and a buffer as
 * large (0.6 MB at 3 digits, 60 MB at 5), therefore made at the end of a run and let go. One thread.
 */
final class HistogramEncoder {

    private final LatencyBuckets buckets;
    private final Histogram histogram;
    private final byte[] buffer;

    HistogramEncoder(LatencyBuckets buckets) {
        this.buckets = buckets;
        this.histogram = new Histogram(1, LatencyBuckets.HIGHEST, buckets.digits());
        this.buffer = new byte[histogram.getNeededByteBufferCapacity()];
    }

    String encode(Slots slots) {
        histogram.reset();
        for (int i = 0; i < slots.size(); i++) {
            histogram.recordValueWithCount(buckets.lowest(slots.index(i)), slots.count(i));
        }
        int length = histogram.encodeIntoCompressedByteBuffer(ByteBuffer.wrap(buffer));
        return Base64.getEncoder().encodeToString(Arrays.copyOf(buffer, length));
    }
}
