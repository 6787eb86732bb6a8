package io.loadtelemetry.recorder.otel;

import io.grpc.InsecureServerCredentials;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.okhttp.OkHttpServerBuilder;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsPartialSuccess;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;

/** A real OTLP/gRPC endpoint for the given signals on the loopback interface. */
final class GrpcReceiver implements AutoCloseable {

    private static final Map<Signal, String> SERVICES = Map.of(
            Signal.METRICS, "opentelemetry.proto.collector.metrics.v1.MetricsService",
            Signal.TRACES, "opentelemetry.proto.collector.trace.v1.TraceService",
            Signal.LOGS, "opentelemetry.proto.collector.logs.v1.LogsService");

    private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {

        @Override
        public InputStream stream(byte[] value) {
            return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
            try {
                return stream.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private final List<ExportMetricsServiceRequest> requests = new CopyOnWriteArrayList<>();
    private final List<ExportTraceServiceRequest> traces = new CopyOnWriteArrayList<>();
    private final List<ExportLogsServiceRequest> logs = new CopyOnWriteArrayList<>();
    private final List<String> tenants = new CopyOnWriteArrayList<>();
    private final Server server;
    private volatile Status status = Status.OK;
    private volatile long rejected;

    GrpcReceiver(Signal... signals) throws IOException {
        OkHttpServerBuilder builder = OkHttpServerBuilder.forPort(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), InsecureServerCredentials.create());
        for (Signal signal : signals) {
            builder.addService(service(signal));
        }
        server = builder.build().start();
    }

    private ServerServiceDefinition service(Signal signal) {
        String name = Objects.requireNonNull(SERVICES.get(signal));
        MethodDescriptor<byte[], byte[]> export = MethodDescriptor.<byte[], byte[]>newBuilder()
                .setType(MethodDescriptor.MethodType.UNARY)
                .setFullMethodName(MethodDescriptor.generateFullMethodName(name, "Export"))
                .setRequestMarshaller(new Bytes())
                .setResponseMarshaller(new Bytes())
                .build();
        return ServerServiceDefinition.builder(name)
                .addMethod(export, (call, headers) -> call(signal, call, headers))
                .build();
    }

    private void take(Signal signal, byte[] message) throws IOException {
        switch (signal) {
            case METRICS -> requests.add(ExportMetricsServiceRequest.parseFrom(message));
            case TRACES -> traces.add(ExportTraceServiceRequest.parseFrom(message));
            case LOGS -> logs.add(ExportLogsServiceRequest.parseFrom(message));
        }
    }

    private ServerCall.Listener<byte[]> call(Signal signal, ServerCall<byte[], byte[]> call, Metadata headers) {
        tenants.add(String.valueOf(headers.get(Metadata.Key.of("x-tenant", Metadata.ASCII_STRING_MARSHALLER))));
        call.request(1);
        return new ServerCall.Listener<>() {
            @Override
            public void onMessage(byte[] message) {
                try {
                    take(signal, message);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }

            @Override
            public void onHalfClose() {
                if (status.isOk()) {
                    call.sendHeaders(new Metadata());
                    call.sendMessage(ExportMetricsServiceResponse.newBuilder()
                            .setPartialSuccess(
                                    ExportMetricsPartialSuccess.newBuilder().setRejectedDataPoints(rejected))
                            .build()
                            .toByteArray());
                }
                call.close(status, new Metadata());
            }
        };
    }

    String endpoint() {
        return "http://127.0.0.1:" + server.getPort();
    }

    void respond(Status answer, long rejectedPoints) {
        status = answer;
        rejected = rejectedPoints;
    }

    List<ExportMetricsServiceRequest> requests() {
        return requests;
    }

    List<Span> spans() {
        return traces.stream()
                .flatMap(request -> request.getResourceSpansList().stream())
                .flatMap(each -> each.getScopeSpansList().stream())
                .flatMap(each -> each.getSpansList().stream())
                .toList();
    }

    List<LogRecord> logRecords() {
        return logs.stream()
                .flatMap(request -> request.getResourceLogsList().stream())
                .flatMap(each -> each.getScopeLogsList().stream())
                .flatMap(each -> each.getLogRecordsList().stream())
                .toList();
    }

    List<String> tenants() {
        return tenants;
    }

    @Override
    public void close() {
        server.shutdownNow();
    }
}
