package io.loadtelemetry.channel.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loadtelemetry.api.ConfigurationException;
import io.loadtelemetry.api.MergeResult;
import io.loadtelemetry.api.RunIdentity;
import io.loadtelemetry.api.spi.MasterChannel;
import io.loadtelemetry.api.spi.WorkerChannel;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A real server and a real client on loopback. */
@Timeout(60)
class HttpChannelTest {

    private static final String TOKEN = "a-token-of-sixteen";
    private static final RunIdentity RUN =
            new RunIdentity("018f0000-0000-7000-8000-000000000001", "plan ä", Instant.EPOCH, Map.of("git", "4f2d1c9"));

    private final HttpChannelProvider provider = new HttpChannelProvider();
    private final BlockingQueue<byte[]> taken = new LinkedBlockingQueue<>();
    private final List<AutoCloseable> open = new ArrayList<>();
    private Function<byte[], MergeResult> master = bytes -> {
        taken.add(bytes);
        return MergeResult.MERGED;
    };

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
    }

    private String listen(String... settings) throws Exception {
        Map<String, String> all = new HashMap<>(Map.of("listen", "127.0.0.1:0", "token", TOKEN));
        put(all, settings);
        MasterChannel channel = provider.listen(new TestConfig(all), RUN, bytes -> master.apply(bytes));
        open.add(channel);
        assertThat(channel.workerSettings()).containsEntry("token", TOKEN).containsOnlyKeys("master", "token");
        return Objects.requireNonNull(channel.workerSettings().get("master"));
    }

    private WorkerChannel worker(String url, String... settings) {
        Map<String, String> all = new HashMap<>(Map.of("master", url, "token", TOKEN, "request.timeout", "3s"));
        put(all, settings);
        WorkerChannel channel = provider.connect(new TestConfig(all));
        open.add(channel);
        return channel;
    }

    private static void put(Map<String, String> all, String... settings) {
        for (int i = 0; i < settings.length; i += 2) {
            all.put(settings[i], settings[i + 1]);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Test
    void theIdentityAndEveryResultArriveAsTheyAre() throws Exception {
        WorkerChannel worker = worker(listen());
        assertThat(worker.run()).isEqualTo(RUN);
        byte[] large = new byte[MasterHandler.MOST_BYTES];
        large[large.length - 1] = 7;
        assertThat(worker.send(large)).isEqualTo(MergeResult.MERGED);
        assertThat(taken.poll()).isEqualTo(large);

        for (MergeResult result : List.of(
                MergeResult.DUPLICATE, MergeResult.refused("it is of another run, ä"), MergeResult.later("not yet"))) {
            master = bytes -> result;
            assertThat(worker.send(new byte[] {1})).isEqualTo(result);
        }
        master = bytes -> MergeResult.refused("two\nlines\u0007" + "x".repeat(1000));
        assertThat(worker.send(new byte[] {1}).reason())
                .startsWith("two lines x")
                .hasSize(301);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Authorization: Bearer \r\n",
                "Authorization: Bearer another-token-of-16\r\n",
                "Authorization: Bearer a-token-of-sixteen2\r\n",
                "Authorization: bearer a-token-of-sixteen\r\n",
                "Authorization: Basic YS10b2tlbi1vZi1zaXh0ZWVu\r\n",
                "X-Token: a-token-of-sixteen\r\n",
            })
    void withoutTheTokenNobodyGetsInAndNoBodyIsRead(String header) throws Exception {
        URI url = URI.create(listen());
        for (String line : List.of("POST /v1/snapshots", "GET /v1/run", "GET /", "DELETE /v1/snapshots")) {
            // The body is announced and never sent: whoever waited for it would not answer.
            String answer = raw(url, line + " HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n" + header + "\r\n");
            assertThat(answer).startsWith("HTTP/1.1 401 ").doesNotContain(RUN.runId(), TOKEN);
        }
        assertThat(taken).isEmpty();
    }

    private static String raw(URI url, String request) throws IOException {
        try (Socket socket = new Socket(url.getHost(), url.getPort())) {
            socket.setSoTimeout(10_000);
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            byte[] start = new byte[2000];
            int length = Math.max(0, socket.getInputStream().read(start));
            return new String(start, 0, length, StandardCharsets.UTF_8);
        }
    }

    @Test
    void aWrongTokenEndsTheStartOfAWorkerAtOnce() throws Exception {
        String url = listen();
        assertThatThrownBy(() -> worker(url, "token", "another-token-of-16").run())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(url)
                .hasMessageContaining("set the same telemetry.http.token")
                .hasMessageNotContaining("another-token");
        WorkerChannel later = worker(url, "token", "another-token-of-16");
        assertThatThrownBy(() -> later.send(new byte[1]))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("said 401");
        assertThat(taken).isEmpty();
    }

    @Test
    void moreThanASnapshotCanHaveIsNotRead() throws Exception {
        URI url = URI.create(listen());
        HttpClient client = HttpClient.newHttpClient();
        byte[] large = new byte[MasterHandler.MOST_BYTES + 1];
        String announced = raw(
                url,
                "POST /v1/snapshots HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + TOKEN
                        + "\r\nContent-Length: 999999999999\r\n\r\n");
        assertThat(announced).startsWith("HTTP/1.1 413 ");
        HttpRequest chunked = HttpRequest.newBuilder(url.resolve("/v1/snapshots"))
                .header("Authorization", "Bearer " + TOKEN)
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(large)))
                .build();
        assertThat(client.send(chunked, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(413);
        assertThat(taken).isEmpty();
    }

    @Test
    void aBodyThatBreaksOffIsNotTakenForAWholeOne() throws Exception {
        URI url = URI.create(listen());
        master = bytes -> {
            taken.add(bytes);
            return MergeResult.refused("cut off");
        };
        try (Socket socket = new Socket(url.getHost(), url.getPort())) {
            socket.getOutputStream()
                    .write(("POST /v1/snapshots HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + TOKEN
                                    + "\r\nContent-Length: 100\r\n\r\n0123456789")
                            .getBytes(StandardCharsets.ISO_8859_1));
        }
        // At most the part arrives, never more; the core refuses it by its length and checksum.
        byte[] part = taken.poll(2, TimeUnit.SECONDS);
        assertThat(part == null || part.length == 10).isTrue();
        assertThat(worker(url.toString()).run()).isEqualTo(RUN);
    }

    @Test
    void otherPathsAndMethodsAreToldApart() throws Exception {
        URI url = URI.create(listen());
        String authorization = " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + TOKEN + "\r\n\r\n";
        assertThat(raw(url, "GET /v2/run" + authorization)).startsWith("HTTP/1.1 404 ");
        assertThat(raw(url, "GET /v1/run/x" + authorization)).startsWith("HTTP/1.1 404 ");
        assertThat(raw(url, "DELETE /v1/run" + authorization))
                .startsWith("HTTP/1.1 405 ")
                .contains("Allow: GET");
        assertThat(raw(url, "PUT /v1/snapshots" + authorization))
                .startsWith("HTTP/1.1 405 ")
                .contains("Allow: POST");
        assertThat(raw(url, "\u0000garbage\r\n\r\n")).doesNotStartWith("HTTP/1.1 200");
        assertThat(worker(url.toString()).run()).isEqualTo(RUN);
    }

    @Test
    void aWorkerWaitsForItsMasterAndGoesOnWhenItComesBack() throws Exception {
        int port = freePort();
        String url = "http://127.0.0.1:" + port;
        WorkerChannel worker = worker(url);
        CompletableFuture<RunIdentity> identity = CompletableFuture.supplyAsync(() -> {
            try {
                return worker.run();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        assertThatThrownBy(() -> worker.send(new byte[1]))
                .isInstanceOf(IOException.class)
                .hasMessage("nobody listens at " + url);
        Thread.sleep(500);
        assertThat(identity).isNotDone();
        assertThat(listen("listen", "127.0.0.1:" + port)).isEqualTo(url);
        assertThat(identity.get(20, TimeUnit.SECONDS)).isEqualTo(RUN);

        open.get(open.size() - 1).close();
        assertThatThrownBy(() -> worker.send(new byte[1])).isInstanceOf(IOException.class);
        listen("listen", "127.0.0.1:" + port);
        assertThat(worker.send(new byte[] {5})).isEqualTo(MergeResult.MERGED);
        assertThat(taken).hasSize(1);
    }

    @Test
    void aWorkerWithoutAMasterEndsInTime() throws Exception {
        WorkerChannel worker = worker("http://127.0.0.1:" + freePort(), "start.timeout", "1s");
        assertThatThrownBy(worker::run)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("no answer from its master for 1 s: nobody listens at http://127.0.0.1:")
                .hasMessageContaining("telemetry.http.start.timeout");
    }

    @Test
    void whatIsNotAMasterIsNotBelieved() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Thread other = new Thread(() -> {
                while (true) {
                    try (Socket client = socket.accept()) {
                        int unused = client.getInputStream().read(new byte[10_000]);
                        client.getOutputStream()
                                .write("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"
                                        .getBytes(StandardCharsets.UTF_8));
                    } catch (IOException e) {
                        return;
                    }
                }
            });
            other.setDaemon(true);
            other.start();
            WorkerChannel worker = worker("http://127.0.0.1:" + socket.getLocalPort());
            assertThatThrownBy(() -> worker.send(new byte[1]))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("said 200: hello");
            assertThatThrownBy(worker::run)
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("is not a master of this version");
        }
    }

    @Test
    void connectionsThatSayNothingDoNotStopAGoodWorker() throws Exception {
        URI url = URI.create(listen());
        List<Socket> idle = new ArrayList<>();
        try {
            for (int i = 0; i < 40; i++) {
                Socket socket = new Socket(url.getHost(), url.getPort());
                idle.add(socket);
                if (i % 2 == 0) {
                    socket.getOutputStream()
                            .write(("POST /v1/snapshots HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + TOKEN
                                            + "\r\nContent-Length: 100\r\n\r\n")
                                    .getBytes(StandardCharsets.ISO_8859_1));
                }
            }
            assertThat(worker(url.toString()).send(new byte[] {1})).isEqualTo(MergeResult.MERGED);
        } finally {
            for (Socket socket : idle) {
                socket.close();
            }
        }
    }

    @Test
    void aPortThatIsTakenIsAClearError() throws Exception {
        String taken0 = URI.create(listen()).getAuthority();
        assertThatThrownBy(() -> listen("listen", taken0))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("telemetry.http.listen is " + taken0)
                .hasMessageContaining("port 0");
        assertThatThrownBy(() -> listen("listen", "no.such.host.invalid:1"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("there is no such host");
    }

    @Test
    void badSettingsAreRefusedAndSecretsNotShown() {
        for (String bad : List.of("short", "with a blank in it", "ümlaut-of-sixteen-x", "x".repeat(257))) {
            assertThatThrownBy(() -> HttpKeys.TOKEN.parse(bad)).isInstanceOf(IllegalArgumentException.class);
        }
        for (String bad :
                List.of("ftp://x:1", "http://", "x:1", "http://h:1/path", "http://h:1?q", "http://h:1#f", "")) {
            assertThatThrownBy(() -> HttpKeys.MASTER.parse(bad)).as(bad).isInstanceOf(IllegalArgumentException.class);
        }
        for (String bad : List.of("7464", "h:x", "h:65536", "h:-1", "a b:1", "::1:2:", "")) {
            assertThatThrownBy(() -> HttpKeys.LISTEN.parse(bad)).as(bad).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(HttpKeys.LISTEN.parse("[::1]:80")).isEqualTo(new ListenAddress("::1", 80));
        assertThat(HttpKeys.TOKEN.isSecret() && HttpKeys.PASSWORD.isSecret()).isTrue();
        assertThat(HttpKeys.TOKEN.parse(TOKEN).toString()).isEqualTo("token");
        assertThatThrownBy(() -> worker("http://user:secret-word@127.0.0.1:1"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageNotContaining("secret-word");
        assertThatThrownBy(() -> provider.connect(new TestConfig(Map.of())))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("telemetry.http.token is missing");
    }

    @Test
    void withAKeyTheMasterSpeaksTlsToWhoTrustsIt(@TempDir Path directory) throws Exception {
        Path key = Certificates.keystore(directory.resolve("key.p12"), "secret1");
        Path trust = Certificates.truststore(key, directory.resolve("trust.p12"), "secret1");
        Path other = Certificates.keystore(directory.resolve("other.p12"), "secret1");
        String url = listen("tls.keystore", key.toString(), "tls.password", "secret1");
        assertThat(url).startsWith("https://127.0.0.1:");
        WorkerChannel worker = worker(url, "tls.truststore", trust.toString(), "tls.password", "secret1");
        assertThat(worker.run()).isEqualTo(RUN);
        assertThat(worker.send(new byte[] {3})).isEqualTo(MergeResult.MERGED);
        for (WorkerChannel stranger : List.of(
                worker(url),
                worker(
                        url,
                        "tls.truststore",
                        Certificates.truststore(other, directory.resolve("trust2.p12"), "secret1")
                                .toString(),
                        "tls.password",
                        "secret1"))) {
            assertThatThrownBy(() -> stranger.send(new byte[1]))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("TLS with the master at " + url + " failed");
        }
        assertThat(taken).hasSize(1);
        assertThatThrownBy(() -> listen("tls.keystore", key.toString(), "tls.password", "wrong-password"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("telemetry.http.tls.keystore: ")
                .hasMessageNotContaining("wrong-password");
        assertThatThrownBy(() -> worker(
                        url, "tls.truststore", directory.resolve("absent").toString()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("NoSuchFileException");
    }

    @Test
    void nothingIsLeftBehind() throws Exception {
        String url = listen();
        assertThat(worker(url).run()).isEqualTo(RUN);
        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> thread.getName().matches("(telemetry-http|HTTP-Dispatcher).*"))
                .hasSizeGreaterThan(1)
                .allMatch(Thread::isDaemon);
        close();
        close();
        assertThatThrownBy(() -> raw(URI.create(url), "GET /v1/run HTTP/1.1\r\n\r\n"))
                .isInstanceOf(IOException.class);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (Thread.getAllStackTraces().keySet().stream()
                        .anyMatch(thread -> thread.getName().startsWith("telemetry-http-"))
                && System.nanoTime() < deadline) {
            Thread.sleep(20);
        }
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("telemetry-http-"));
    }
}
