package io.loadtelemetry.core;

import io.loadtelemetry.api.Endpoint;
import io.loadtelemetry.api.event.MetricEvent;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Writes snapshots, one after the other: magic, version, length, content, CRC-32C. Integers of the content as LEB128, maps in
 * the order of their keys, histograms as HdrHistogram's V2 compressed encoding. One thread.
 */
final class SnapshotWriter {

    static final int MAGIC = 0x4C54534E; // LTSN
    static final int VERSION = 1;
    /** Magic, version, and length. */
    static final int HEADER = 9;

    private static final int BITS = 7;
    private static final int MORE = 0x80;

    private final HistogramBytes histograms;
    private ByteArrayOutputStream out = new ByteArrayOutputStream();
    private int endpoints;

    SnapshotWriter(LatencyBuckets buckets) {
        histograms = new HistogramBytes(buckets);
    }

    /** How many bytes the endpoints of the next snapshot take so far. */
    int size() {
        return out.size();
    }

    /** Adds an endpoint to the next snapshot. */
    void add(Snapshot.Counted counted) {
        endpoints++;
        Endpoint endpoint = counted.endpoint();
        optional(endpoint.method());
        text(endpoint.name());
        optional(endpoint.scenario());
        optional(endpoint.group());
        texts(endpoint.tags());
        number(counted.failures());
        number(counted.bytesSent());
        number(counted.bytesReceived());
        number(counted.errors().size());
        for (Map.Entry<String, Long> error : new TreeMap<>(counted.errors()).entrySet()) {
            text(error.getKey());
            number(error.getValue());
        }
        times(counted.service());
        number(counted.response() == null ? 0 : 1);
        if (counted.response() != null) {
            times(counted.response());
        }
    }

    /** Ends the snapshot, and begins the next. */
    byte[] end(Snapshot.Head head) {
        byte[] counted = out.toByteArray();
        out.reset();
        head(head);
        number(endpoints);
        out.writeBytes(counted);
        byte[] content = out.toByteArray();
        // One that was large keeps no memory.
        out = new ByteArrayOutputStream();
        endpoints = 0;
        ByteBuffer all = ByteBuffer.allocate(HEADER + content.length + Integer.BYTES);
        all.putInt(MAGIC).put((byte) VERSION).putInt(content.length).put(content);
        CRC32C crc = new CRC32C();
        crc.update(all.array(), 0, all.position());
        return all.putInt((int) crc.getValue()).array();
    }

    private void head(Snapshot.Head head) {
        text(head.runId());
        text(head.node());
        text(head.instance());
        number(head.sequence());
        number(head.last() ? 1 : 0);
        number(head.from());
        number(head.to() - head.from());
        number(head.users().isPresent() ? head.users().getAsLong() + 1 : 0);
        number(head.dropped());
        number(head.measurements().size());
        for (MetricEvent measurement : head.measurements()) {
            number(measurement.time());
            text(measurement.name());
            text(measurement.kind().name());
            text(measurement.unit());
            out.writeBytes(ByteBuffer.allocate(Double.BYTES)
                    .putDouble(measurement.value())
                    .array());
            texts(measurement.attributes());
        }
    }

    private void times(Snapshot.Times times) {
        number(times.count());
        number(times.min());
        number(times.max());
        number(times.upperSum());
        number(times.sum());
        bytes(histograms.encode(times.slots()));
    }

    private void optional(@Nullable String text) {
        number(text == null ? 0 : 1);
        if (text != null) {
            text(text);
        }
    }

    private void texts(Map<String, String> texts) {
        number(texts.size());
        new TreeMap<>(texts).forEach((key, value) -> {
            text(key);
            text(value);
        });
    }

    private void text(String text) {
        bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    private void bytes(byte[] bytes) {
        number(bytes.length);
        out.writeBytes(bytes);
    }

    private void number(long number) {
        long rest = number;
        while ((rest >>> BITS) != 0) {
            out.write((int) (rest & (MORE - 1)) | MORE);
            rest >>>= BITS;
        }
        out.write((int) rest);
    }
}
