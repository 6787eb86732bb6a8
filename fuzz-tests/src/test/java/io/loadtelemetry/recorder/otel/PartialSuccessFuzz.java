package io.loadtelemetry.recorder.otel;

import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import java.util.Arrays;

/** Whatever a collector answers: never an exception, and the same figure as protobuf's own decoder. */
public final class PartialSuccessFuzz {

    private PartialSuccessFuzz() {}

    /** Called by Jazzer. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        long rejected = PartialSuccess.rejected(bytes);
        if (rejected < 0) {
            throw new AssertionError("rejected " + rejected);
        }
        try {
            ExportMetricsServiceResponse response = ExportMetricsServiceResponse.parseFrom(bytes);
            long wanted = Math.max(0, response.getPartialSuccess().getRejectedDataPoints());
            // A field may come twice on the wire, which no encoder does; of those the first counts here.
            if (rejected != wanted && Arrays.equals(response.toByteArray(), bytes)) {
                throw new AssertionError("rejected " + rejected + " instead of " + wanted);
            }
        } catch (InvalidProtocolBufferException notProtobuf) {
            // Anything may be made of that, but an exception.
        }
    }
}
