package io.loadtelemetry.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a receiver can do to those who export to it. */
@Timeout(60)
class OtlpFaultsTest {

    private static final char[] PASSWORD = "changeit".toCharArray();

    private final HttpClient client = HttpClient.newHttpClient();
    private OtlpReceiver receiver;

    @BeforeEach
    void start() throws IOException {
        receiver = OtlpReceiver.start();
    }

    @AfterEach
    void close() {
        receiver.close();
    }

    @Test
    void refusesAndIsBackOnTheSamePort() throws Exception {
        String endpoint = receiver.endpoint();
        for (int round = 1; round <= 3; round++) {
            assertThat(export(fresh())).isEqualTo(200);
            receiver.refuse();
            assertThatThrownBy(() -> export(fresh())).isInstanceOf(ConnectException.class);
            receiver.listen();
        }
        assertThat(export(fresh())).isEqualTo(200);
        assertThat(receiver.endpoint()).isEqualTo(endpoint);
        assertThat(receiver.requests()).hasSize(4);
    }

    @Test
    void takesConnectionsAndNeverAnswers() throws Exception {
        receiver.swallow();
        CompletableFuture<HttpResponse<Void>> pending =
                client.sendAsync(request(Duration.ofMinutes(1)), HttpResponse.BodyHandlers.discarding());
        assertThatThrownBy(() -> client.send(request(Duration.ofMillis(300)), HttpResponse.BodyHandlers.discarding()))
                .isInstanceOf(HttpTimeoutException.class);
        assertThat(pending).isNotDone();
        assertThat(receiver.requests()).isEmpty();

        receiver.listen();
        assertThat(pending).failsWithin(Duration.ofSeconds(10));
        assertThat(export(fresh())).isEqualTo(200);
    }

    @Test
    void cutsAnAnswerThatIsHeldBackWhereItStopsListening() throws Exception {
        receiver.respond(request -> OtlpResponse.ok().after(Duration.ofMinutes(5)));
        CompletableFuture<HttpResponse<Void>> pending =
                client.sendAsync(request(Duration.ofMinutes(1)), HttpResponse.BodyHandlers.discarding());
        Thread.sleep(100);
        receiver.refuse();

        assertThat(pending).failsWithin(Duration.ofSeconds(10));
    }

    @Test
    void flapsUntilItIsToldToListen() throws Exception {
        receiver.flap(Duration.ofMillis(40), Duration.ofMillis(40));
        Set<String> seen = new TreeSet<>();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        int changes = 0;
        String last = "";
        while (changes < 6 && System.nanoTime() < deadline) {
            String now = outcome();
            changes += now.equals(last) ? 0 : 1;
            last = now;
            seen.add(now);
        }
        assertThat(seen).contains("200").hasSizeGreaterThan(1);
        assertThat(changes).isEqualTo(6);

        receiver.listen();
        HttpClient steady = fresh();
        for (int i = 0; i < 20; i++) {
            assertThat(export(steady)).isEqualTo(200);
            Thread.sleep(10);
        }
    }

    @Test
    void answersInTurn() throws Exception {
        receiver.respond(OtlpResponse.inTurn(OtlpResponse.status(503), OtlpResponse.ok(), OtlpResponse.status(429)));

        assertThat(List.of(export(client), export(client), export(client), export(client)))
                .containsExactly(503, 200, 429, 503);
        assertThatThrownBy(OtlpResponse::inTurn).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void nothingComesBackAfterTheClose() {
        receiver.flap(Duration.ofMillis(1), Duration.ofMillis(1));
        receiver.close();

        assertThatThrownBy(receiver::listen).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> export(fresh())).isInstanceOf(ConnectException.class);
    }

    @Test
    void speaksTlsWithTheKeyItIsGiven(@TempDir Path folder) throws Exception {
        KeyStore keys = keys(folder);
        receiver.close();
        receiver = OtlpReceiver.start(context(keys));

        assertThat(receiver.endpoint()).startsWith("https://127.0.0.1:");
        assertThat(export(trusting(keys))).isEqualTo(200);
        assertThatThrownBy(() -> export(client)).isInstanceOf(SSLException.class);
        receiver.refuse();
        assertThatThrownBy(() -> export(trusting(keys))).isInstanceOf(ConnectException.class);
        receiver.listen();
        assertThat(export(trusting(keys))).isEqualTo(200);
        assertThat(receiver.requests()).hasSize(2);
    }

    /** One that was used before may find out too late that its connection was cut, and a POST is not sent twice. */
    private static HttpClient fresh() {
        return HttpClient.newHttpClient();
    }

    private static HttpClient trusting(KeyStore keys) throws Exception {
        return HttpClient.newBuilder().sslContext(context(keys)).build();
    }

    private static KeyStore keys(Path folder) throws Exception {
        Path store = folder.resolve("keys.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "collector",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=collector",
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-keystore",
                        store.toString(),
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        new String(PASSWORD))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool.txt").toFile())
                .start();
        assertThat(keytool.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(keytool.exitValue())
                .as(Files.readString(folder.resolve("keytool.txt")))
                .isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD);
        }
        return keys;
    }

    private static SSLContext context(KeyStore keys) throws Exception {
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, PASSWORD);
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("collector", keys.getCertificate("collector"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    private String outcome() throws InterruptedException {
        try {
            return String.valueOf(export(client));
        } catch (IOException e) {
            return "no answer";
        }
    }

    private int export(HttpClient with) throws IOException, InterruptedException {
        return with.send(request(Duration.ofSeconds(10)), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private HttpRequest request(Duration timeout) {
        return HttpRequest.newBuilder(URI.create(receiver.endpoint() + "/v1/metrics"))
                .header("Content-Type", "application/x-protobuf")
                .timeout(timeout)
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
    }
}
