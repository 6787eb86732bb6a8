package io.loadtelemetry.testkit;

import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsPartialSuccess;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsPartialSuccess;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.ExportTracePartialSuccess;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import java.util.Optional;

/** What an OTLP export carries. */
public enum OtlpSignal {
    /** Metrics. */
    METRICS("/v1/metrics", ExportMetricsServiceRequest.parser()) {
        @Override
        Message response(OtlpResponse response) {
            ExportMetricsServiceResponse.Builder builder = ExportMetricsServiceResponse.newBuilder();
            if (response.partial()) {
                builder.setPartialSuccess(ExportMetricsPartialSuccess.newBuilder()
                        .setRejectedDataPoints(response.rejected())
                        .setErrorMessage(response.message()));
            }
            return builder.build();
        }
    },
    /** Spans. */
    TRACES("/v1/traces", ExportTraceServiceRequest.parser()) {
        @Override
        Message response(OtlpResponse response) {
            ExportTraceServiceResponse.Builder builder = ExportTraceServiceResponse.newBuilder();
            if (response.partial()) {
                builder.setPartialSuccess(ExportTracePartialSuccess.newBuilder()
                        .setRejectedSpans(response.rejected())
                        .setErrorMessage(response.message()));
            }
            return builder.build();
        }
    },
    /** Log records. */
    LOGS("/v1/logs", ExportLogsServiceRequest.parser()) {
        @Override
        Message response(OtlpResponse response) {
            ExportLogsServiceResponse.Builder builder = ExportLogsServiceResponse.newBuilder();
            if (response.partial()) {
                builder.setPartialSuccess(ExportLogsPartialSuccess.newBuilder()
                        .setRejectedLogRecords(response.rejected())
                        .setErrorMessage(response.message()));
            }
            return builder.build();
        }
    };

    private final String path;
    private final transient Parser<? extends Message> parser;

    OtlpSignal(String path, Parser<? extends Message> parser) {
        this.path = path;
        this.parser = parser;
    }

    /**
     * Where OTLP/HTTP posts it.
     *
     * @return for instance {@code /v1/metrics}
     */
    public String path() {
        return path;
    }

    Parser<? extends Message> parser() {
        return parser;
    }

    abstract Message response(OtlpResponse response);

    static Optional<OtlpSignal> at(String path) {
        for (OtlpSignal signal : values()) {
            if (signal.path.equals(path)) {
                return Optional.of(signal);
            }
        }
        return Optional.empty();
    }
}
