package io.loadtelemetry.recorder.otel;

import io.opentelemetry.common.ComponentLoader;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.GrpcResponse;
import io.opentelemetry.sdk.common.export.GrpcSender;
import io.opentelemetry.sdk.common.export.GrpcSenderProvider;
import io.opentelemetry.sdk.common.export.GrpcStatusCode;
import io.opentelemetry.sdk.common.export.HttpResponse;
import io.opentelemetry.sdk.common.export.HttpSender;
import io.opentelemetry.sdk.common.export.HttpSenderProvider;
import io.opentelemetry.sdk.common.export.MessageWriter;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Gives the exporter a sender whose answers we see first: the status and the points a collector rejected, which the SDK
 * keeps to itself. The exporter is then told that all went well, because all it would do with a failure is to log it,
 * with the stack trace, to the console of the user.
 */
record ObservedSenders(ComponentLoader real, Supplier<Export> current) implements ComponentLoader {

    /** The one that is a dependency of this module; another one may be there for gRPC. */
    private static final String PREFERRED = "io.opentelemetry.exporter.sender.jdk.internal.JdkHttpSenderProvider";

    @Override
    public <T> Iterable<T> load(Class<T> type) {
        if (type == HttpSenderProvider.class) {
            HttpSenderProvider provider = config -> new Http(http().createSender(config), config.getTimeout(), current);
            return List.of(type.cast(provider));
        }
        if (type == GrpcSenderProvider.class) {
            GrpcSenderProvider provider = config -> new Grpc(
                    real.load(GrpcSenderProvider.class).iterator().next().createSender(config), current);
            return List.of(type.cast(provider));
        }
        return real.load(type);
    }

    private HttpSenderProvider http() {
        List<HttpSenderProvider> found = ComponentLoader.loadList(real, HttpSenderProvider.class);
        return found.stream()
                .filter(provider -> provider.getClass().getName().equals(PREFERRED))
                .findFirst()
                .or(() -> found.stream().findFirst())
                .orElseThrow(() -> new IllegalStateException("there is no HTTP sender on the classpath. Add"
                        + " io.opentelemetry:opentelemetry-exporter-sender-jdk in the version of the other OpenTelemetry"
                        + " jars"));
    }

    private record Http(HttpSender real, Duration timeout, Supplier<Export> current) implements HttpSender {

        @Override
        public void send(MessageWriter writer, Consumer<HttpResponse> onResponse, Consumer<Throwable> onError) {
            Runnable end = () -> onResponse.accept(new SettledHttp());
            new HttpAttempts(real, writer, timeout, current.get(), end).next();
        }

        @Override
        public CompletableResultCode shutdown() {
            return real.shutdown();
        }
    }

    private record Grpc(GrpcSender real, Supplier<Export> current) implements GrpcSender {

        @Override
        public void send(MessageWriter writer, Consumer<GrpcResponse> onResponse, Consumer<Throwable> onError) {
            Export export = current.get();
            real.send(
                    writer,
                    response -> {
                        if (response.getStatusCode() == GrpcStatusCode.OK) {
                            export.accepted(PartialSuccess.rejected(response.getResponseMessage()));
                        } else if (response.getStatusCode() == GrpcStatusCode.UNIMPLEMENTED) {
                            export.failedForGood("gRPC status " + response.getStatusCode());
                        } else {
                            export.failed("gRPC status " + response.getStatusCode());
                        }
                        onResponse.accept(new SettledGrpc());
                    },
                    error -> {
                        export.failed(ExportFailures.of(error));
                        onResponse.accept(new SettledGrpc());
                    });
        }

        @Override
        public CompletableResultCode shutdown() {
            return real.shutdown();
        }
    }

    /** What the exporter gets to see. */
    private record SettledHttp() implements HttpResponse {

        @Override
        public int getStatusCode() {
            return 200;
        }

        @Override
        public String getStatusMessage() {
            return "OK";
        }

        @Override
        public byte[] getResponseBody() {
            return new byte[0];
        }
    }

    private record SettledGrpc() implements GrpcResponse {

        @Override
        public GrpcStatusCode getStatusCode() {
            return GrpcStatusCode.OK;
        }

        @Override
        public String getStatusDescription() {
            return "";
        }

        @Override
        public byte[] getResponseMessage() {
            return new byte[0];
        }
    }
}
