package io.loadtelemetry.testkit;

import io.loadtelemetry.api.Accounting;
import io.loadtelemetry.api.DropReason;
import io.loadtelemetry.api.Endpoint;
import io.loadtelemetry.api.RecorderAccounting;
import io.loadtelemetry.api.RequestRecorder;
import io.loadtelemetry.api.Role;
import io.loadtelemetry.api.RunIdentity;
import io.loadtelemetry.api.StopReason;
import io.loadtelemetry.api.TraceContext;
import io.loadtelemetry.api.event.Annotation;
import io.loadtelemetry.api.event.CpuWarning;
import io.loadtelemetry.api.event.LatencyStats;
import io.loadtelemetry.api.event.MetricEvent;
import io.loadtelemetry.api.event.RecorderDropped;
import io.loadtelemetry.api.event.RequestStats;
import io.loadtelemetry.api.event.SpawningComplete;
import io.loadtelemetry.api.event.TelemetryEvent;
import io.loadtelemetry.api.event.TestStart;
import io.loadtelemetry.api.event.TestStop;
import io.loadtelemetry.api.event.WorkerJoin;
import io.loadtelemetry.api.event.WorkerLeave;
import io.loadtelemetry.api.spi.Texts;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Events made up for tests: every kind there is, full and bare, and with texts that break careless writers. */
public final class SampleEvents {

    /** Texts that break careless writers of JSON, lines, file names and UTF-8. */
    public static final List<String> HOSTILE_TEXTS = List.of(
            "",
            " ",
            "\u0000\u0001\u0008\u001b[31m\u007f\u009f",
            "line\nbreak\r\nand\ttab\u2028\u2029\u0085",
            "\"quoted\" \\back\\slash\\",
            "{\"json\":[\"in\",{\"a\":\"name\"}],\"n\":null}",
            "lone \ud800 high",
            "lone \udc00 low",
            "\udc00\ud800",
            "\ud83d\ude80 ünïcödé 漢字 \u202e\ufeff",
            "<script>&amp;</script> ${jndi:x} %s %n {} '; --",
            "../../etc/passwd",
            "n".repeat(Texts.MAX_NAME),
            "\ud83d\ude80".repeat(Texts.MAX_NAME));

    /** A plausible moment, so that what is derived from it looks as in a run: 2026-01-02T03:04:05.678901234Z. */
    private static final long TIME = 1_767_323_045_678_901_234L;

    /** The HdrHistogram V2 compressed encoding, in Base64, of the values 1, 2 and 3 ms in ns. */
    private static final String HISTOGRAM = "HISTFAAAACt4nJNpmSzMwMDAxQABzFCaEch0M9ixgMH+A0Tg4DpGpr/8TKs5mACQ5weK";

    private static final String INSTANCE = "7d0b9f0e-4c53-4e2c-9a1f-2f4a3f1c9b77";

    private SampleEvents() {}

    /**
     * The identity of a run, with two labels.
     *
     * @return always the same
     */
    public static RunIdentity run() {
        return new RunIdentity(
                "019b7cf1-1c2e-7abc-8def-0123456789ab",
                "contract",
                Instant.ofEpochSecond(0, TIME),
                Map.of("git", "4f2d1c9", "stage", "test"));
    }

    /**
     * The identity of a run whose test plan and labels are hostile.
     *
     * @param text the hostile text
     * @return an identity
     */
    public static RunIdentity run(String text) {
        return new RunIdentity(run().runId(), text, run().startTime(), Map.of(text, text, "plain", text));
    }

    /**
     * The event every run begins with.
     *
     * @return an event
     */
    public static TestStart testStart() {
        return new TestStart(TIME, Role.STANDALONE, OptionalLong.of(200));
    }

    /**
     * The event every run ends with.
     *
     * @return an event
     */
    public static TestStop testStop() {
        Accounting accounting = new Accounting(List.of(
                new RecorderAccounting("statistics", 1000, 1000, Map.of(), 0),
                new RecorderAccounting("sample", 1000, 900, Map.of(DropReason.OVERRUN, 90L), 10)));
        return new TestStop(
                TIME + 10_000_000_000L, Role.STANDALONE, StopReason.COMPLETED, Duration.ofSeconds(10), accounting);
    }

    /**
     * A request with everything known.
     *
     * @param endpoint what it is counted under
     * @param endpointIndex the index of the endpoint
     * @param number makes its times and sizes differ from those of others
     * @return a success for an even number, a failure for an odd one
     */
    public static RequestSample request(Endpoint endpoint, int endpointIndex, long number) {
        long start = TIME + number * 1_000_000;
        boolean failed = number % 2 == 1;
        return new RequestSample(
                endpoint,
                endpointIndex,
                start,
                start + 1_500_000 + number,
                start - 250_000,
                failed ? "503" : null,
                failed ? 503 : 200,
                100 + number,
                2000 + number);
    }

    /**
     * The ids of a span whose digits are all there are, first zeros included.
     *
     * @param number makes its ids differ from those of others
     * @param parentSpanId the span above it, or 0
     * @param sampled whether it was decided at the start that the span is exported
     * @return a context that does not change
     */
    public static TraceContext trace(long number, long parentSpanId, boolean sampled) {
        return TraceContext.of(0x0123_4567_89ab_cdefL, number, 0xfedc_ba98_0000_0000L ^ number, parentSpanId, sampled);
    }

    /**
     * Every kind of event there is, each with all its optional fields and with none, from {@link TestStart} to
     * {@link TestStop}.
     *
     * @return events in a possible order
     */
    public static List<TelemetryEvent> everyKind() {
        Endpoint full = endpoint("GET", "/cart/{id}", "checkout", "basket", "region", "eu");
        Endpoint bare = Endpoint.of("login");
        List<TelemetryEvent> events = new ArrayList<>();
        events.add(testStart());
        events.add(new TestStart(TIME, Role.WORKER, OptionalLong.empty()));
        events.add(new SpawningComplete(TIME, 200));
        events.add(request(full, 0, 0));
        events.add(request(full, 0, 1));
        events.add(request(full, 0, 2).withTrace(trace(1, 0xabcL, true)));
        events.add(request(full, 0, 3).withTrace(trace(2, 0, false)));
        events.add(new RequestSample(bare, 1, TIME, TIME));
        events.add(new RequestSample(Endpoint.OVERFLOW, 2, TIME, TIME + 1));
        events.add(new RequestSample(bare, 1, TIME, TIME + 1, TIME, Endpoint.OTHER, RequestRecorder.UNKNOWN, 0, 0));
        events.add(new IterationSample("checkout", 0, TIME, TIME + 5_000_000_000L));
        events.add(new IterationSample("checkout", 0, TIME, TIME + 5_000_000_000L, trace(1, 0, true)));
        events.add(new IterationSample("checkout", 0, TIME, TIME + 5_000_000_000L, trace(1, 0xabcL, false)));
        for (MetricEvent.Kind kind : MetricEvent.Kind.values()) {
            events.add(new MetricEvent(TIME, "process.cpu.utilization", MetricEvent.Kind.GAUGE, "1", 0.25, Map.of()));
            events.add(new MetricEvent(
                    TIME, "sample." + kind.name().toLowerCase(Locale.ROOT), kind, "By", 4096, Map.of("a", "b")));
        }
        events.add(new CpuWarning(TIME, 0.97, 0.9, Duration.ofSeconds(4)));
        events.add(new RecorderDropped(TIME, "sample", DropReason.OVERRUN, 17, TIME - 1_000_000_000L));
        events.add(new WorkerJoin(TIME, "worker-3", INSTANCE));
        events.add(new WorkerLeave(TIME, "worker-3", INSTANCE, WorkerLeave.FINISHED, 9, 0, "", TIME));
        events.add(
                new WorkerLeave(TIME, "worker-3", INSTANCE, WorkerLeave.SILENT, 7, 1, "3, 5-6", TIME - 4_000_000_000L));
        events.add(new Annotation(TIME, "deploy", Map.of()));
        events.add(new Annotation(TIME, "fault", Map.of("text", "t", "flag", true, "long", 1L, "double", 1.5)));
        for (RequestStats.Window window : RequestStats.Window.values()) {
            events.add(stats(window, full, window == RequestStats.Window.RUN ? HISTOGRAM : null));
            events.add(stats(window, null, window == RequestStats.Window.RUN ? HISTOGRAM : null));
            events.add(emptyStats(window));
            events.add(workerStats(window));
        }
        events.add(testStop());
        return List.copyOf(events);
    }

    /**
     * Every kind of event that carries texts, with a hostile one in each place.
     *
     * @param text the hostile text
     * @param index the endpoint index of its requests
     * @return events in a possible order
     */
    public static List<TelemetryEvent> hostile(String text, int index) {
        Endpoint endpoint = endpoint(text, text, text, text, text, text);
        RequestStats stats = stats(RequestStats.Window.INTERVAL, endpoint, null);
        return List.of(
                new RequestSample(endpoint, index, TIME, TIME + 1, TIME, text, 0, 1, 1),
                new IterationSample(text, index, TIME, TIME + 1),
                new Annotation(TIME, text, Map.of(text, text, "number", Double.NaN)),
                new MetricEvent(TIME, text, MetricEvent.Kind.GAUGE, text, Double.NaN, Map.of(text, text)),
                new MetricEvent(TIME, text, MetricEvent.Kind.COUNTER, "By", Double.POSITIVE_INFINITY, Map.of()),
                new MetricEvent(TIME, text, MetricEvent.Kind.HISTOGRAM, "s", -1, Map.of()),
                new RecorderDropped(TIME, text, text, Long.MAX_VALUE, 0),
                new WorkerJoin(TIME, text, text),
                new WorkerLeave(TIME, text, text, WorkerLeave.SILENT, Long.MAX_VALUE, Long.MAX_VALUE, text, 0),
                stats,
                new RequestStats(
                        stats.window(),
                        stats.from(),
                        stats.to(),
                        endpoint,
                        null,
                        OptionalLong.of(Long.MAX_VALUE),
                        1,
                        1,
                        Long.MAX_VALUE,
                        Long.MAX_VALUE,
                        stats.serviceTime(),
                        null,
                        Map.of(text, Long.MAX_VALUE)),
                new RequestStats(
                        stats.window(), 0, 1, null, text, OptionalLong.of(1), 0, 0, 0, 0, null, null, Map.of()));
    }

    private static Endpoint endpoint(
            String method, String name, String scenario, String group, String tag, String value) {
        return Endpoint.of(method, name).withScenario(scenario).withGroup(group).withTag(tag, value);
    }

    private static RequestStats stats(
            RequestStats.Window window, @Nullable Endpoint endpoint, @Nullable String histogram) {
        LatencyStats latency = new LatencyStats(
                3,
                1_000_000,
                BigInteger.valueOf(6_000_000),
                3_000_000,
                2_000_000,
                3_000_000,
                3_000_000,
                3_000_000,
                3_000_000,
                3_000_000,
                histogram);
        return new RequestStats(
                window,
                TIME,
                TIME + 2_000_000_000L,
                endpoint,
                null,
                OptionalLong.of(200),
                3,
                1,
                300,
                6000,
                latency,
                latency,
                Map.of("503", 1L));
    }

    private static RequestStats workerStats(RequestStats.Window window) {
        return new RequestStats(
                window, TIME, TIME + 1, null, "worker-3", OptionalLong.of(1), 0, 0, 0, 0, null, null, Map.of());
    }

    private static RequestStats emptyStats(RequestStats.Window window) {
        return new RequestStats(
                window,
                TIME,
                TIME + 2_000_000_000L,
                null,
                null,
                OptionalLong.empty(),
                0,
                0,
                0,
                0,
                null,
                null,
                Map.of());
    }
}
