package io.loadtelemetry.core;

import io.loadtelemetry.api.Endpoint;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** Writes snapshots: the same content as the same bytes. Integers as LEB128, maps in the order of their keys. */
final class SnapshotWriter {

    static final int MAGIC = 0x4C54534E; // LTSN
    static final int VERSION = 1;
    private static final int BITS = 7;
    private static final int MORE = 0x80;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private SnapshotWriter() {}

    static byte[] write(Snapshot snapshot) {
        SnapshotWriter body = new SnapshotWriter();
        body.body(snapshot);
        byte[] bytes = body.out.toByteArray();
        ByteBuffer all = ByteBuffer.allocate(bytes.length + 13);
        all.putInt(MAGIC).put((byte) VERSION).putInt(bytes.length).put(bytes);
        CRC32C crc = new CRC32C();
        crc.update(all.array(), 0, all.position());
        all.putInt((int) crc.getValue());
        return all.array();
    }

    private void body(Snapshot it) {
        text(it.runId());
        text(it.node());
        text(it.instance());
        number(it.sequence());
        number(it.last() ? 1 : 0);
        number(it.from());
        number(it.to() - it.from());
        number(it.users().isPresent() ? it.users().getAsLong() + 1 : 0);
        number(it.books().size());
        new TreeMap<>(it.books()).forEach((name, books) -> {
            text(name);
            number(books.published());
            number(books.recorded());
            number(books.dropped());
        });
        number(it.measurements().size());
        new TreeMap<>(it.measurements()).forEach((name, value) -> {
            text(name);
            real(value);
        });
        number(it.endpoints().size());
        it.endpoints().forEach(this::counted);
    }

    private void counted(Snapshot.Counted it) {
        Endpoint endpoint = it.endpoint();
        optional(endpoint.method());
        text(endpoint.name());
        optional(endpoint.scenario());
        optional(endpoint.group());
        number(endpoint.tags().size());
        endpoint.tags().forEach((key, value) -> {
            text(key);
            text(value);
        });
        number(it.failures());
        number(it.bytesSent());
        number(it.bytesReceived());
        number(it.errors().size());
        for (Map.Entry<String, Long> error : new TreeMap<>(it.errors()).entrySet()) {
            text(error.getKey());
            number(error.getValue());
        }
        times(it.service());
        number(it.response() == null ? 0 : 1);
        if (it.response() != null) {
            times(it.response());
        }
    }

    private void times(Snapshot.Times it) {
        number(it.count());
        number(it.min());
        number(it.max());
        real(it.sum());
        bytes(it.histogram());
    }

    private void optional(@Nullable String text) {
        number(text == null ? 0 : 1);
        if (text != null) {
            text(text);
        }
    }

    private void text(String text) {
        bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    private void bytes(byte[] bytes) {
        number(bytes.length);
        out.writeBytes(bytes);
    }

    private void real(double value) {
        out.writeBytes(ByteBuffer.allocate(Double.BYTES).putDouble(value).array());
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
