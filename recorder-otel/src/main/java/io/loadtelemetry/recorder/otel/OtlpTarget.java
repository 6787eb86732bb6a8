package io.loadtelemetry.recorder.otel;

import io.loadtelemetry.api.ConfigurationException;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.common.ComponentLoader;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporter;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporterBuilder;
import io.opentelemetry.exporter.otlp.metrics.OtlpGrpcMetricExporter;
import io.opentelemetry.exporter.otlp.metrics.OtlpGrpcMetricExporterBuilder;
import io.opentelemetry.sdk.common.export.GrpcSenderProvider;
import io.opentelemetry.sdk.common.export.MemoryMode;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;

/** Where and how to export: {@code OTEL_EXPORTER_OTLP_*}. Immutable. Its text shows no credential. */
final class OtlpTarget {

    private static final String SENDER_OKHTTP = "io.opentelemetry:opentelemetry-exporter-sender-okhttp";

    private final boolean grpc;
    private final OtlpEndpoint endpoint;
    private final Map<String, String> headers;
    private final Duration timeout;
    private final String compression;
    private final Optional<byte[]> trusted;
    private final Optional<byte[]> clientKey;
    private final Optional<byte[]> clientCertificate;

    private OtlpTarget(OtelVariables variables, boolean grpc) {
        this.grpc = grpc;
        endpoint = OtlpEndpoint.read(variables, grpc);
        headers = OtlpHeaders.read(variables, endpoint.userInfo());
        timeout = variables
                .otlp("TIMEOUT")
                .map(variable -> variable.duration("a number of milliseconds, 0 for no limit"))
                .orElse(Duration.ofSeconds(10));
        compression = variables
                .otlp("COMPRESSION")
                .map(variable -> variable.choice("gzip", "none"))
                .orElse("none");
        trusted = variables.otlp("CERTIFICATE").map(OtelVariable::file);
        clientKey = variables.otlp("CLIENT_KEY").map(OtelVariable::file);
        clientCertificate = variables.otlp("CLIENT_CERTIFICATE").map(OtelVariable::file);
    }

    static OtlpTarget read(OtelVariables variables, ComponentLoader components) {
        Optional<OtelVariable> protocol = variables.otlp("PROTOCOL");
        boolean grpc = protocol.map(variable -> variable.choice("http/protobuf", "grpc"))
                .orElse("http/protobuf")
                .equals("grpc");
        if (grpc && !components.load(GrpcSenderProvider.class).iterator().hasNext()) {
            throw new ConfigurationException(protocol.orElseThrow().source()
                    + "=grpc: there is no gRPC sender on the classpath. Add " + SENDER_OKHTTP
                    + " in the version of the other OpenTelemetry jars, or use http/protobuf");
        }
        OtlpTarget target = new OtlpTarget(variables, grpc);
        target.checkCertificates(variables, components);
        return target;
    }

    private void checkCertificates(OtelVariables variables, ComponentLoader components) {
        if (clientKey.isPresent() != clientCertificate.isPresent()) {
            String given = clientKey.isPresent() ? "CLIENT_KEY" : "CLIENT_CERTIFICATE";
            String missing = clientKey.isPresent() ? "CLIENT_CERTIFICATE" : "CLIENT_KEY";
            throw new ConfigurationException(variables.otlp(given).orElseThrow().source()
                    + " is set, but OTEL_EXPORTER_OTLP_" + missing + " is not: both are needed, or neither");
        }
        if (trusted.isPresent() || clientKey.isPresent()) {
            try {
                Object unused = grpc ? grpcBuilder(components) : httpBuilder(components);
            } catch (RuntimeException e) {
                // The cause would quote parts of a private key.
                String sources =
                        variables.otlp("CERTIFICATE").map(OtelVariable::source).orElse("")
                                + variables
                                        .otlp("CLIENT_KEY")
                                        .map(variable -> " " + variable.source() + " and its certificate")
                                        .orElse("");
                throw new ConfigurationException(sources.strip() + ": not a certificate or key; allowed are X.509"
                        + " certificates and an unencrypted PKCS#8 key in PEM format");
            }
        }
    }

    /**
     * Builds the exporter. Slow: it loads an HTTP client.
     *
     * @param components senders
     * @param executor has its threads
     */
    MetricExporter exporter(ComponentLoader components, ExecutorService executor) {
        // Over HTTP the senders try again by themselves: see HttpAttempts.
        return grpc
                ? grpcBuilder(components).setExecutorService(executor).build()
                : httpBuilder(components)
                        .setExecutorService(executor)
                        .setRetryPolicy(null)
                        .build();
    }

    private OtlpHttpMetricExporterBuilder httpBuilder(ComponentLoader components) {
        OtlpHttpMetricExporterBuilder builder = OtlpHttpMetricExporter.builder()
                .setComponentLoader(components)
                .setEndpoint(endpoint.url().toString())
                .setTimeout(timeout)
                .setCompression(compression)
                .setMemoryMode(MemoryMode.REUSABLE_DATA)
                // The default asks the global OpenTelemetry of the application, which is not ours.
                .setMeterProvider(MeterProvider.noop());
        headers.forEach(builder::addHeader);
        trusted.ifPresent(builder::setTrustedCertificates);
        clientKey.ifPresent(key -> builder.setClientTls(key, clientCertificate.orElseThrow()));
        return builder;
    }

    private OtlpGrpcMetricExporterBuilder grpcBuilder(ComponentLoader components) {
        OtlpGrpcMetricExporterBuilder builder = OtlpGrpcMetricExporter.builder()
                .setComponentLoader(components)
                .setEndpoint(endpoint.url().toString())
                .setTimeout(timeout)
                .setCompression(compression)
                .setMemoryMode(MemoryMode.REUSABLE_DATA)
                .setMeterProvider(MeterProvider.noop());
        headers.forEach(builder::addHeader);
        trusted.ifPresent(builder::setTrustedCertificates);
        clientKey.ifPresent(key -> builder.setClientTls(key, clientCertificate.orElseThrow()));
        return builder;
    }

    /** Scheme, host and port. */
    @Override
    public String toString() {
        return endpoint.toString();
    }
}
