package io.loadtelemetry.channel.http;

import io.loadtelemetry.api.spi.ConfigKey;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The configuration keys of the channel; names relative to {@code telemetry.http.} */
final class HttpKeys {

    static final ConfigKey<ListenAddress> LISTEN = ConfigKey.of(
                    "listen",
                    "where a master listens, `host:port`; port 0 is any free one",
                    "host:port with a port from 0 to 65535, an IPv6 address in brackets",
                    ListenAddress::parse)
            .withDefault("127.0.0.1:7464");

    static final ConfigKey<URI> MASTER = ConfigKey.of(
                    "master",
                    "where a worker finds its master",
                    "http://host:port or https://host:port",
                    HttpKeys::masterUri)
            .withDefault("http://127.0.0.1:7464");

    static final ConfigKey<Token> TOKEN = ConfigKey.of(
                    "token",
                    "the secret that master and workers share; required",
                    "16 to 256 visible ASCII characters",
                    Token::new)
            .asSecret();

    static final ConfigKey<Path> KEYSTORE = ConfigKey.of(
            "tls.keystore",
            "PKCS #12 file with the master's key and certificate: it then speaks HTTPS",
            "a file",
            HttpKeys::file);

    static final ConfigKey<Path> TRUSTSTORE = ConfigKey.of(
                    "tls.truststore", "PKCS #12 file with the certificates a worker trusts", "a file", HttpKeys::file)
            .withDescribedDefault("the JVM's own");

    static final ConfigKey<String> PASSWORD =
            ConfigKey.text("tls.password", "the password of either file").asSecret();

    static final ConfigKey<Duration> START_TIMEOUT = ConfigKey.duration(
                    "start.timeout",
                    "how long a worker that was not given the identity of its run waits for its master")
            .withDefault("30s");

    static final ConfigKey<Duration> REQUEST_TIMEOUT = ConfigKey.duration(
                    "request.timeout", "how long a worker waits for an answer")
            .withDefault("10s");

    static final List<ConfigKey<?>> ALL =
            List.of(LISTEN, MASTER, TOKEN, KEYSTORE, TRUSTSTORE, PASSWORD, START_TIMEOUT, REQUEST_TIMEOUT);

    private HttpKeys() {}

    private static Path file(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException(text);
        }
        return Path.of(text);
    }

    private static URI masterUri(String text) {
        URI uri = URI.create(text);
        boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
        boolean rootOnly = uri.getPath() == null
                || uri.getPath().isEmpty()
                || uri.getPath().equals("/");
        if (!http || uri.getHost() == null || !rootOnly || uri.getQuery() != null || uri.getFragment() != null) {
            throw new IllegalArgumentException(text);
        }
        return uri;
    }
}
