package io.loadtelemetry.recorder.otel;

import io.grpc.InsecureServerCredentials;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.okhttp.OkHttpServerBuilder;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsPartialSuccess;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A real OTLP/gRPC endpoint for metrics on the loopback interface. */
final class GrpcReceiver implements AutoCloseable {

    private static final String SERVICE = "opentelemetry.proto.collector.metrics.v1.MetricsService";

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
    private final List<String> tenants = new CopyOnWriteArrayList<>();
    private final Server server;
    private volatile Status status = Status.OK;
    private volatile long rejected;

    GrpcReceiver() throws IOException {
        MethodDescriptor<byte[], byte[]> export = MethodDescriptor.<byte[], byte[]>newBuilder()
                .setType(MethodDescriptor.MethodType.UNARY)
                .setFullMethodName(MethodDescriptor.generateFullMethodName(SERVICE, "Export"))
                .setRequestMarshaller(new Bytes())
                .setResponseMarshaller(new Bytes())
                .build();
        server = OkHttpServerBuilder.forPort(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), InsecureServerCredentials.create())
                .addService(ServerServiceDefinition.builder(SERVICE)
                        .addMethod(export, this::call)
                        .build())
                .build()
                .start();
    }

    private ServerCall.Listener<byte[]> call(ServerCall<byte[], byte[]> call, Metadata headers) {
        tenants.add(String.valueOf(headers.get(Metadata.Key.of("x-tenant", Metadata.ASCII_STRING_MARSHALLER))));
        call.request(1);
        return new ServerCall.Listener<>() {
            @Override
            public void onMessage(byte[] message) {
                try {
                    requests.add(ExportMetricsServiceRequest.parseFrom(message));
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

    List<String> tenants() {
        return tenants;
    }

    @Override
    public void close() {
        server.shutdownNow();
    }
}
