package io.loadtelemetry.recorder.otel;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where exports go, by the rules of the OpenTelemetry specification ("OpenTelemetry Protocol Exporter"): the endpoint of a
 * signal, {@code OTEL_EXPORTER_OTLP_METRICS_ENDPOINT} for instance, is taken as it is; to {@code
 * OTEL_EXPORTER_OTLP_ENDPOINT} the path of the signal, {@code v1/metrics}, is added over HTTP.
 */
final class OtlpEndpoint {

    private static final String ALLOWED = "a URL such as http://localhost:4318 or https://collector.example:4318";

    private final URI url;
    private final @Nullable String userInfo;

    private OtlpEndpoint(URI url, @Nullable String userInfo) {
        this.url = url;
        this.userInfo = userInfo;
    }

    static OtlpEndpoint read(OtelVariables variables, Signal signal, boolean grpc) {
        Optional<OtelVariable> ours = variables.find(signal.variable("ENDPOINT"));
        if (ours.isPresent()) {
            return of(ours.get(), grpc, null);
        }
        return variables
                .find("OTEL_EXPORTER_OTLP_ENDPOINT")
                .map(variable -> of(variable, grpc, grpc ? null : signal.path()))
                .orElseGet(() -> new OtlpEndpoint(
                        URI.create(grpc ? "http://localhost:4317" : "http://localhost:4318/" + signal.path()), null));
    }

    private static OtlpEndpoint of(OtelVariable variable, boolean grpc, @Nullable String added) {
        URI given;
        try {
            given = new URI(variable.text());
        } catch (URISyntaxException e) {
            // Neither the cause nor the value: both may quote a password.
            throw variable.wrong("not a URL", ALLOWED);
        }
        String scheme = given.getScheme() == null ? "" : given.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw variable.wrong("the URL does not begin with http:// or https://", ALLOWED);
        }
        if (given.getHost() == null || given.getPort() > 65_535) {
            throw variable.wrong("the URL has no valid host and port", ALLOWED);
        }
        if (given.getRawFragment() != null || (given.getRawQuery() != null && (added != null || grpc))) {
            throw variable.wrong("the URL has a query or fragment", ALLOWED);
        }
        String path = given.getRawPath();
        if (grpc && !path.isEmpty() && !path.equals("/")) {
            throw variable.wrong("the URL has a path, which gRPC does not know", ALLOWED);
        }
        if (added != null) {
            path += path.endsWith("/") ? added : "/" + added;
        } else if (!grpc && path.isEmpty()) {
            path = "/";
        }
        String query = given.getRawQuery() == null ? "" : "?" + given.getRawQuery();
        return new OtlpEndpoint(URI.create(server(given) + path + query), userInfo(variable, given.getRawUserInfo()));
    }

    private static @Nullable String userInfo(OtelVariable variable, @Nullable String raw) {
        try {
            return raw == null ? null : PercentDecoding.decode(raw);
        } catch (IllegalArgumentException e) {
            throw variable.wrong("user and password in the URL are not percent-encoded UTF-8", ALLOWED);
        }
    }

    private static String server(URI url) {
        // The exporter wants the scheme in lower case.
        return url.getScheme().toLowerCase(Locale.ROOT) + "://" + url.getHost()
                + (url.getPort() < 0 ? "" : ":" + url.getPort());
    }

    URI url() {
        return url;
    }

    /** {@code user:password} as given before the host, decoded, or null; never part of {@link #url()}. */
    @Nullable
    String userInfo() {
        return userInfo;
    }

    /** Scheme, host and port only: paths and queries carry keys in some products. */
    @Override
    public String toString() {
        return server(url);
    }
}
