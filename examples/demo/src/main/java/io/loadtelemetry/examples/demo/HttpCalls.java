package io.loadtelemetry.examples.demo;

import io.loadtelemetry.api.Endpoint;
import io.loadtelemetry.api.RequestRecorder;
import io.loadtelemetry.api.RequestTrace;
import io.loadtelemetry.api.Telemetry;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Where the load meets the library: makes one HTTP request and records it. Thread-safe. */
final class HttpCalls {

    /** The longest a request takes, and so the longest the end of the demo waits for one. */
    static final Duration TIMEOUT = Duration.ofSeconds(5);

    private static final byte[] FORM = "product=4711&amount=1".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();
    private final Telemetry telemetry;
    private final String base;
    private final @Nullable String worker;
    /** Resolved once: recording a request then looks up nothing and allocates nothing. */
    private final Map<Scenario, Map<Page, RequestRecorder>> recorders = new EnumMap<>(Scenario.class);

    /** @param worker the name of this worker, told to the target; null where it is the only node */
    HttpCalls(Telemetry telemetry, URI target, @Nullable String worker) {
        this.worker = worker;
        this.telemetry = telemetry;
        this.base = target.toString().replaceFirst("/+$", "");
        for (Scenario scenario : Scenario.values()) {
            Map<Page, RequestRecorder> pages = new EnumMap<>(Page.class);
            for (Page page : Page.values()) {
                Endpoint endpoint = Endpoint.of(page.method(), page.template()).withScenario(scenario.title());
                pages.put(page, telemetry.request(endpoint));
            }
            recorders.put(scenario, pages);
        }
    }

    void call(Scenario scenario, Page page, long intendedStart, Random random, RequestTrace trace) {
        RequestRecorder recorder = recorders.getOrDefault(scenario, Map.of()).get(page);
        if (recorder == null) {
            throw new IllegalStateException(scenario + " has no " + page);
        }
        boolean post = page.method().equals("POST");
        trace.begin();
        HttpRequest request = marked(HttpRequest.newBuilder(URI.create(base + page.path(random.nextInt(1000)))), trace)
                .timeout(TIMEOUT)
                .method(page.method(), post ? BodyPublishers.ofByteArray(FORM) : BodyPublishers.noBody())
                .build();
        long sent = post ? FORM.length : 0;
        long start = telemetry.now();
        try {
            HttpResponse<byte[]> response = client.send(request, BodyHandlers.ofByteArray());
            int status = response.statusCode();
            String errorType = status < 400 ? null : String.valueOf(status);
            recorder.record(
                    trace, intendedStart, start, telemetry.now(), status, errorType, sent, response.body().length);
        } catch (IOException e) {
            recorder.record(
                    trace,
                    intendedStart,
                    start,
                    telemetry.now(),
                    RequestRecorder.UNKNOWN,
                    errorType(e),
                    sent,
                    RequestRecorder.UNKNOWN);
        } catch (InterruptedException e) {
            recorder.record(
                    trace,
                    intendedStart,
                    start,
                    telemetry.now(),
                    RequestRecorder.UNKNOWN,
                    "interrupted",
                    sent,
                    RequestRecorder.UNKNOWN);
            Thread.currentThread().interrupt();
        }
    }

    /** Tells the system under test which span this is, if it is one, and of which worker. */
    private HttpRequest.Builder marked(HttpRequest.Builder request, RequestTrace trace) {
        if (worker != null) {
            request.header(Target.WORKER_HEADER, worker);
        }
        if (trace.isValid()) {
            request.header("traceparent", trace.traceparent());
        }
        return request;
    }

    /** Of low cardinality: the message may name ports and times. */
    private static String errorType(IOException e) {
        if (e instanceof HttpTimeoutException) {
            return "timeout";
        }
        return e instanceof ConnectException ? "connect" : e.getClass().getSimpleName();
    }
}
