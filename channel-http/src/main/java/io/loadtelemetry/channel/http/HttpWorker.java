package io.loadtelemetry.channel.http;

import io.loadtelemetry.api.ConfigurationException;
import io.loadtelemetry.api.MergeResult;
import io.loadtelemetry.api.RunIdentity;
import io.loadtelemetry.api.spi.RecorderConfig;
import io.loadtelemetry.api.spi.WorkerChannel;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLException;

/** A worker's end. */
final class HttpWorker implements WorkerChannel {

    private static final System.Logger LOGGER = System.getLogger("io.loadtelemetry");
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 2_000;
    private static final int MOST_ANSWER_BYTES = 8 << 10;
    private static final int MOST_REASON = 300;

    private final URI master;
    private final Token token;
    private final Duration startTimeout;
    private final Duration requestTimeout;
    private final ExecutorService threads;
    private final HttpClient client;

    /** What the master said. */
    private record Answer(int status, String result, String text) {}

    HttpWorker(RecorderConfig config, Token token) {
        master = config.get(HttpKeys.MASTER);
        if (master.getUserInfo() != null) {
            throw new ConfigurationException(
                    "telemetry.http.master has a user in it: give it host and port only, the secret is telemetry.http.token");
        }
        this.token = token;
        startTimeout = config.get(HttpKeys.START_TIMEOUT);
        requestTimeout = config.get(HttpKeys.REQUEST_TIMEOUT);
        threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(null, task, "telemetry-http-client", 0, false);
            thread.setDaemon(true);
            return thread;
        });
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .proxy(HttpClient.Builder.NO_PROXY)
                .connectTimeout(CONNECT_TIMEOUT)
                .executor(threads);
        config.find(HttpKeys.TRUSTSTORE)
                .ifPresent(file -> builder.sslContext(
                        TlsFiles.trusting(file, config.find(HttpKeys.PASSWORD).orElse(null))));
        client = builder.build();
    }

    @Override
    public RunIdentity run() throws InterruptedException {
        long deadline = System.nanoTime() + startTimeout.toNanos();
        long pause = FIRST_PAUSE_MILLIS;
        while (true) {
            String failure;
            try {
                Answer answer = exchange(request(MasterHandler.RUN_PATH).GET().build());
                return identity(answer);
            } catch (IOException e) {
                failure = String.valueOf(e.getMessage());
            }
            if (pause == FIRST_PAUSE_MILLIS) {
                LOGGER.log(Level.WARNING, "this worker waits for its master: " + failure);
            }
            if (System.nanoTime() - deadline > 0) {
                throw new ConfigurationException("this worker got no answer from its master for "
                        + startTimeout.toSeconds() + " s: " + failure
                        + "; is telemetry.http.master right? telemetry.http.start.timeout makes it wait longer");
            }
            Thread.sleep(pause);
            pause = Math.min(LONGEST_PAUSE_MILLIS, 2 * pause);
        }
    }

    private RunIdentity identity(Answer answer) {
        if (answer.status() == 401) {
            throw new ConfigurationException("the master at " + master
                    + " does not know the token of this worker: set the same telemetry.http.token");
        }
        if (answer.status() != 200) {
            throw new ConfigurationException("what answers at " + master + " is not a master of this version: it said "
                    + answer.status() + "; is telemetry.http.master right?");
        }
        try {
            return RunIdentity.decode(answer.text());
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException("what answers at " + master + " is not a master of this version: "
                    + e.getMessage() + "; is telemetry.http.master right?");
        }
    }

    @Override
    public MergeResult send(byte[] snapshot) throws IOException, InterruptedException {
        Answer answer = exchange(request(MasterHandler.SNAPSHOTS_PATH)
                .header("Content-Type", "application/octet-stream")
                .POST(HttpRequest.BodyPublishers.ofByteArray(snapshot))
                .build());
        String text = oneLine(answer.text());
        return switch (answer.status() + answer.result()) {
            case "200" + MasterHandler.MERGED -> MergeResult.MERGED;
            case "200" + MasterHandler.DUPLICATE -> MergeResult.DUPLICATE;
            case "409" -> MergeResult.later(text);
            case "413", "422" -> MergeResult.refused(text);
            default -> throw new IOException("the master at " + master + " said " + answer.status() + ": " + text);
        };
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(master.resolve(path))
                .timeout(requestTimeout)
                .header("Authorization", token.authorization());
    }

    /** What goes wrong is told in one line, by what it is: the messages of the JDK are often empty. */
    private Answer exchange(HttpRequest request) throws IOException, InterruptedException {
        try {
            HttpResponse<InputStream> response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                byte[] bytes = body.readNBytes(MOST_ANSWER_BYTES);
                String result =
                        response.headers().firstValue(MasterHandler.RESULT).orElse("");
                return new Answer(response.statusCode(), result, new String(bytes, StandardCharsets.UTF_8));
            }
        } catch (HttpTimeoutException e) {
            throw new IOException("the master at " + master + " did not answer in time", e);
        } catch (ConnectException e) {
            throw new IOException("nobody listens at " + master, e);
        } catch (SSLException e) {
            throw new IOException(
                    "TLS with the master at " + master + " failed: " + oneLine(String.valueOf(e.getMessage()))
                            + "; its certificate has to be in telemetry.http.tls.truststore, and for that host",
                    e);
        } catch (IOException e) {
            throw new IOException(
                    "the master at " + master + " cannot be reached: "
                            + e.getClass().getSimpleName(),
                    e);
        }
    }

    private static String oneLine(String text) {
        String line = text.replaceAll("\\p{Cntrl}+", " ").strip();
        return line.length() <= MOST_REASON ? line : line.substring(0, MOST_REASON) + "…";
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
