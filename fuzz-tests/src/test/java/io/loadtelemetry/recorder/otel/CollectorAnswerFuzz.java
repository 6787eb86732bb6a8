package io.loadtelemetry.recorder.otel;

import com.google.protobuf.InvalidProtocolBufferException;
import io.loadtelemetry.fuzz.Expect;
import io.loadtelemetry.fuzz.FuzzInput;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;

/**
 * What a collector answers. Any bytes: a number that is not negative. What is an answer in protobuf: exactly the number in
 * it. Its texts: one line of a warning.
 */
public final class CollectorAnswerFuzz {

    private CollectorAnswerFuzz() {}

    /** Called by Jazzer. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        FuzzInput input = new FuzzInput(bytes);
        if (input.flag()) {
            Expect.oneLine("text: " + OneLine.of(input.text()));
            return;
        }
        byte[] answer = input.rest();
        Expect.that(PartialSuccess.rejected(answer) >= 0, "a negative number of points");
        try {
            // Encoded anew: a decoder may take the first of a field that comes twice, which no collector writes.
            ExportMetricsServiceResponse response = ExportMetricsServiceResponse.parseFrom(answer);
            long rejected = response.getPartialSuccess().getRejectedDataPoints();
            Expect.equal(
                    Math.max(0, rejected),
                    PartialSuccess.rejected(response.toByteArray()),
                    "rejected points of " + response);
        } catch (InvalidProtocolBufferException e) {
            // No answer in protobuf: asked for nothing but a number.
        }
    }
}
