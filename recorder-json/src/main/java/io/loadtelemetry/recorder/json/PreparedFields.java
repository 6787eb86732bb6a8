package io.loadtelemetry.recorder.json;

import io.loadtelemetry.api.Endpoint;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The fields of endpoints and scenarios, encoded once and found again by their dense index. Each ends with a comma. Not
 * thread-safe.
 */
final class PreparedFields {

    /** Beyond any sensible {@code telemetry.requests.max}: such an index is encoded anew instead of kept. */
    private static final int MOST_KEPT = 1 << 20;

    private byte[][] fields = new byte[64][];
    private @Nullable Object[] sources = new Object[64];

    /** The fields of an {@link Endpoint}, or of a scenario given by its name. */
    byte[] of(int index, Object source) {
        if (index < sources.length && index >= 0 && sources[index] == source) {
            return fields[index];
        }
        return prepare(index, source);
    }

    private byte[] prepare(int index, Object source) {
        byte[] encoded = source instanceof Endpoint endpoint ? encode(endpoint) : scenario((String) source);
        if (index >= 0 && index < MOST_KEPT) {
            if (index >= sources.length) {
                int length = Math.max(index + 1, sources.length * 2);
                sources = Arrays.copyOf(sources, length);
                fields = Arrays.copyOf(fields, length);
            }
            sources[index] = source;
            fields[index] = encoded;
        }
        return encoded;
    }

    private static byte[] encode(Endpoint endpoint) {
        LineBuffer out = new LineBuffer(256);
        optional(out, "method", endpoint.method());
        optional(out, "request", endpoint.name());
        optional(out, "scenario", endpoint.scenario());
        optional(out, "group", endpoint.group());
        CommonFields.texts(out, "tags", endpoint.tags());
        return moveComma(out);
    }

    private static byte[] scenario(String name) {
        LineBuffer out = new LineBuffer(256);
        optional(out, "scenario", Bounds.name(name));
        return moveComma(out);
    }

    private static void optional(LineBuffer out, String field, @Nullable String value) {
        if (value != null) {
            CommonFields.text(out, field, value);
        }
    }

    /** From before the first field to behind the last one. */
    private static byte[] moveComma(LineBuffer out) {
        out.put(',');
        byte[] encoded = out.copyWritten();
        return Arrays.copyOfRange(encoded, 1, encoded.length);
    }
}
