package io.loadtelemetry.testkit;

import com.google.protobuf.Message;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One export as it reached an {@link OtlpReceiver}. Immutable.
 *
 * @param signal what it carries
 * @param headers the HTTP headers; names in any case
 * @param message the decoded body: an {@code ExportMetricsServiceRequest}, {@code ExportTraceServiceRequest} or {@code
 *     ExportLogsServiceRequest}
 * @param bytes the size of the body after decompression
 */
public record OtlpRequest(OtlpSignal signal, Map<String, List<String>> headers, Message message, int bytes) {

    /** Copies the headers. */
    public OtlpRequest {
        TreeMap<String, List<String>> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach((name, values) -> copy.put(name, List.copyOf(values)));
        headers = Collections.unmodifiableMap(copy);
    }

    /** Leaves out the headers, which may carry credentials. */
    @Override
    public String toString() {
        return "OTLP " + signal + ", " + bytes + " bytes";
    }
}
