package io.loadtelemetry.recorder.otel;

import io.loadtelemetry.api.ConfigurationException;
import io.opentelemetry.common.ComponentLoader;
import io.opentelemetry.sdk.common.export.GrpcSenderProvider;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Where and how to export: {@code OTEL_EXPORTER_OTLP_*}. Immutable. Its text shows no credential. */
final class OtlpTarget {

    private static final String SENDER_OKHTTP = "io.opentelemetry:opentelemetry-exporter-sender-okhttp";

    private final Signal signal;
    private final boolean grpc;
    private final OtlpEndpoint endpoint;
    private final Map<String, String> headers;
    private final Duration timeout;
    private final String compression;
    private final Optional<byte[]> trusted;
    private final Optional<byte[]> clientKey;
    private final Optional<byte[]> clientCertificate;

    private OtlpTarget(OtelVariables variables, Signal signal, boolean grpc) {
        this.signal = signal;
        this.grpc = grpc;
        endpoint = OtlpEndpoint.read(variables, signal, grpc);
        headers = OtlpHeaders.read(variables, signal, endpoint.userInfo());
        timeout = variables
                .otlp(signal, "TIMEOUT")
                .map(variable -> variable.duration("a number of milliseconds, 0 for no limit"))
                .orElse(Duration.ofSeconds(10));
        compression = variables
                .otlp(signal, "COMPRESSION")
                .map(variable -> variable.choice("gzip", "none"))
                .orElse("none");
        trusted = variables.otlp(signal, "CERTIFICATE").map(OtelVariable::file);
        clientKey = variables.otlp(signal, "CLIENT_KEY").map(OtelVariable::file);
        clientCertificate = variables.otlp(signal, "CLIENT_CERTIFICATE").map(OtelVariable::file);
    }

    static OtlpTarget read(OtelVariables variables, ComponentLoader components, Signal signal) {
        Optional<OtelVariable> protocol = variables.otlp(signal, "PROTOCOL");
        boolean grpc = protocol.map(variable -> variable.choice("http/protobuf", "grpc"))
                .orElse("http/protobuf")
                .equals("grpc");
        if (grpc && !components.load(GrpcSenderProvider.class).iterator().hasNext()) {
            throw new ConfigurationException(protocol.orElseThrow().source()
                    + "=grpc: there is no gRPC sender on the classpath. Add " + SENDER_OKHTTP
                    + " in the version of the other OpenTelemetry jars, or use http/protobuf");
        }
        OtlpTarget target = new OtlpTarget(variables, signal, grpc);
        target.checkCertificates(variables, components);
        return target;
    }

    private void checkCertificates(OtelVariables variables, ComponentLoader components) {
        if (clientKey.isPresent() != clientCertificate.isPresent()) {
            String given = clientKey.isPresent() ? "CLIENT_KEY" : "CLIENT_CERTIFICATE";
            String missing = clientKey.isPresent() ? "CLIENT_CERTIFICATE" : "CLIENT_KEY";
            throw new ConfigurationException(
                    variables.otlp(signal, given).orElseThrow().source() + " is set, but OTEL_EXPORTER_OTLP_" + missing
                            + " is not: both are needed, or neither");
        }
        if (trusted.isPresent() || clientKey.isPresent()) {
            try {
                Exporters.check(this, components);
            } catch (RuntimeException e) {
                // The cause would quote parts of a private key.
                String sources = variables
                                .otlp(signal, "CERTIFICATE")
                                .map(OtelVariable::source)
                                .orElse("")
                        + variables
                                .otlp(signal, "CLIENT_KEY")
                                .map(variable -> " " + variable.source() + " and its certificate")
                                .orElse("");
                throw new ConfigurationException(sources.strip() + ": not a certificate or key; allowed are X.509"
                        + " certificates and an unencrypted PKCS#8 key in PEM format");
            }
        }
    }

    Signal signal() {
        return signal;
    }

    boolean grpc() {
        return grpc;
    }

    String url() {
        return endpoint.url().toString();
    }

    Map<String, String> headers() {
        return headers;
    }

    Duration timeout() {
        return timeout;
    }

    String compression() {
        return compression;
    }

    Optional<byte[]> trusted() {
        return trusted;
    }

    Optional<byte[]> clientKey() {
        return clientKey;
    }

    byte[] clientCertificate() {
        return clientCertificate.orElseThrow();
    }

    /** Scheme, host and port. */
    @Override
    public String toString() {
        return endpoint.toString();
    }
}
