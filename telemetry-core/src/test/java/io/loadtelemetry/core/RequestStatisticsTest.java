package io.loadtelemetry.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.entry;

import com.sun.management.ThreadMXBean;
import io.loadtelemetry.api.Endpoint;
import io.loadtelemetry.api.event.LatencyStats;
import io.loadtelemetry.api.event.MetricEvent;
import io.loadtelemetry.api.event.RequestStats;
import io.loadtelemetry.api.event.RequestStats.Window;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Random;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RequestStatisticsTest {

    private static final long START = 1_700_000_000_000_000_000L;
    private static final long INTERVAL = 2_000_000_000L;
    private static final Endpoint CART = Endpoint.of("GET", "/cart");
    private static final Endpoint PAY = Endpoint.of("POST", "/pay");

    private final List<RequestStats> emitted = new ArrayList<>();
    private OptionalLong users = OptionalLong.empty();
    private final RequestStatistics statistics = new RequestStatistics(3, INTERVAL, START, () -> users, emitted::add);
    private final MutableRequest request = new MutableRequest();

    @Test
    void anIntervalIsToldInTotalFirstAndThenByEndpoint() {
        users = OptionalLong.of(20);
        statistics.record(request.endpoint(2, PAY).took(5_000_000).bytes(10, -1).error("503"));
        statistics.record(
                request.endpoint(1, CART).took(1_000_000).bytes(-1, 700).error(null));
        statistics.record(request.took(3_000_000).bytes(30, 300));
        users = OptionalLong.of(30);
        statistics.tick(START + INTERVAL);

        assertThat(emitted).extracting(RequestStats::endpoint).containsExactly(null, CART, PAY);
        assertThat(emitted).allSatisfy(stats -> {
            assertThat(stats.window()).isEqualTo(Window.INTERVAL);
            assertThat(stats.from()).isEqualTo(START);
            assertThat(stats.to()).isEqualTo(START + INTERVAL);
            assertThat(stats.users()).hasValue(30);
            assertThat(stats.responseTime()).isNull();
            assertThat(service(stats).histogram()).isNull();
        });
        assertThat(emitted).extracting(RequestStats::requests).containsExactly(3L, 2L, 1L);
        assertThat(emitted).extracting(RequestStats::failures).containsExactly(1L, 0L, 1L);
        assertThat(emitted).extracting(RequestStats::bytesSent).containsExactly(40L, 30L, 10L);
        assertThat(emitted).extracting(RequestStats::bytesReceived).containsExactly(1000L, 1000L, 0L);
        assertThat(emitted.get(0).errors()).containsExactly(entry("503", 1L));
        assertThat(emitted.get(1).errors()).isEmpty();
        assertThat(service(emitted.get(0)).min()).isEqualTo(1_000_000);
        assertThat(service(emitted.get(0)).mean()).isEqualTo(3_000_000);
        assertThat(service(emitted.get(0)).max()).isEqualTo(5_000_000);
    }

    @Test
    void responseTimeIsThatOfTheRequestsWithAnIntendedStart() {
        statistics.record(request.endpoint(1, CART).took(1_000_000).response(9_000_000));
        statistics.record(request.noIntendedStart());
        statistics.record(request.endpoint(2, PAY));
        statistics.finish(START + INTERVAL / 2);

        assertThat(emitted).extracting(RequestStats::endpoint).containsExactly(null, CART, PAY, null, CART, PAY);
        for (RequestStats stats : List.of(emitted.get(0), emitted.get(1), emitted.get(3), emitted.get(4))) {
            assertThat(response(stats).count()).isEqualTo(1);
            assertThat(response(stats).max()).isEqualTo(9_000_000);
            assertThat(service(stats).max()).isEqualTo(1_000_000);
        }
        assertThat(emitted.get(2).responseTime()).isNull();
        assertThat(emitted.get(5).responseTime()).isNull();
    }

    @Test
    void responseTimesOfOneIntervalAreNotThoseOfTheNext() {
        statistics.record(request.endpoint(1, CART).took(1_000_000).response(9_000_000));
        statistics.tick(START + INTERVAL);
        emitted.clear();
        statistics.record(request.noIntendedStart());
        statistics.tick(START + 2 * INTERVAL);
        assertThat(emitted).hasSize(2).allSatisfy(stats -> {
            assertThat(stats.requests()).isEqualTo(1);
            assertThat(stats.responseTime()).isNull();
        });
    }

    @Test
    void anEmptyIntervalIsToldInTotalOnly() {
        statistics.tick(START + INTERVAL);
        assertThat(emitted)
                .containsExactly(new RequestStats(
                        Window.INTERVAL,
                        START,
                        START + INTERVAL,
                        null,
                        null,
                        OptionalLong.empty(),
                        0,
                        0,
                        0,
                        0,
                        null,
                        null,
                        Map.of()));
    }

    @Test
    void nothingIsToldBeforeTheIntervalIsOver() {
        statistics.record(request.endpoint(1, CART).took(1));
        statistics.tick(START + INTERVAL - 1);
        assertThat(emitted).isEmpty();
    }

    @Test
    void otherEventsAreNotCounted() {
        statistics.record(new MetricEvent(START, "m", MetricEvent.Kind.GAUGE, "1", 1, Map.of()));
        statistics.tick(START + INTERVAL);
        assertThat(emitted).singleElement().extracting(RequestStats::requests).isEqualTo(0L);
    }

    @Test
    void aLateTickKeepsTheGridAndALongPauseIsOneWindow() {
        statistics.tick(START + INTERVAL + 300_000_000);
        statistics.tick(START + 2 * INTERVAL);
        statistics.tick(START + 5 * INTERVAL + 1);
        statistics.tick(START + 6 * INTERVAL - 1);
        statistics.finish(START + 6 * INTERVAL + 5);
        assertThat(emitted.stream().filter(s -> s.window() == Window.INTERVAL))
                .extracting(s -> (double) (s.to() - START) / INTERVAL)
                .containsExactly(1.0, 2.0, 5.0, 6.0000000025);
    }

    @Test
    void intervalsCoverTheRunWithoutOverlapAndSumToIt() throws DataFormatException {
        Random random = new Random(1);
        long now = START;
        for (int i = 0; i < 20_000; i++) {
            int index = random.nextInt(300);
            request.endpoint(index, Endpoint.of("e" + index)).took(random.nextInt(1 << 30));
            request.bytes(random.nextInt(100), random.nextInt(100));
            request.error(random.nextInt(10) == 0 ? "e" + random.nextInt(5) : null);
            if (random.nextBoolean()) {
                request.response(random.nextInt(1 << 30));
            } else {
                request.noIntendedStart();
            }
            statistics.record(request);
            now += random.nextInt(500) == 0 ? random.nextLong(3 * INTERVAL) : random.nextInt(2_000_000);
            statistics.tick(now);
        }
        statistics.finish(now);

        List<RequestStats> intervals = totals(Window.INTERVAL);
        RequestStats run = totals(Window.RUN).get(0);
        assertThat(intervals).hasSizeGreaterThan(10);
        long from = START;
        for (RequestStats interval : intervals) {
            assertThat(interval.from()).isEqualTo(from);
            assertThat(interval.to()).isGreaterThan(from);
            from = interval.to();
        }
        assertThat(from).isEqualTo(now);
        assertThat(run.from()).isEqualTo(START);
        assertThat(run.to()).isEqualTo(now);
        assertThat(run.requests()).isEqualTo(20_000);
        assertSums(intervals, run);

        List<RequestStats> endpoints = emitted.stream()
                .filter(s -> s.window() == Window.RUN && s.endpoint() != null)
                .toList();
        assertSums(endpoints, run);
        Histogram service = new Histogram(3);
        Histogram response = new Histogram(3);
        for (RequestStats endpoint : endpoints) {
            assertSums(
                    emitted.stream()
                            .filter(s ->
                                    s.window() == Window.INTERVAL && Objects.equals(endpoint.endpoint(), s.endpoint()))
                            .toList(),
                    endpoint);
            service.add(decode(service(endpoint).histogram()));
            response.add(decode(response(endpoint).histogram()));
        }
        assertThat(service).isEqualTo(decode(service(run).histogram()));
        assertThat(response).isEqualTo(decode(response(run).histogram()));
        assertThat(service.getTotalCount()).isEqualTo(20_000);
        assertThat(response.getTotalCount()).isEqualTo(response(run).count());
    }

    @Test
    void theRunComesLastAndIsToldOnce() {
        statistics.record(request.endpoint(7, CART).took(1_000_000));
        statistics.finish(START + INTERVAL);
        statistics.finish(START + 2 * INTERVAL);
        statistics.tick(START + 3 * INTERVAL);
        assertThat(emitted)
                .extracting(RequestStats::window)
                .containsExactly(Window.INTERVAL, Window.INTERVAL, Window.RUN, Window.RUN);
        assertThat(emitted).extracting(RequestStats::endpoint).containsExactly(null, CART, null, CART);
    }

    @Test
    void aRunWithoutLengthOrRequestsHasOnlyItsTotal() {
        statistics.finish(START);
        assertThat(emitted).singleElement().satisfies(stats -> {
            assertThat(stats.window()).isEqualTo(Window.RUN);
            assertThat(stats.requests()).isZero();
            assertThat(stats.serviceTime()).isNull();
        });
    }

    @Test
    void anEndBeforeTheLastIntervalLosesNoRequest() {
        statistics.tick(START + INTERVAL);
        statistics.record(request.endpoint(0, Endpoint.OVERFLOW).took(1));
        statistics.finish(START + INTERVAL - 5);
        assertThat(totals(Window.INTERVAL)).extracting(RequestStats::requests).containsExactly(0L, 1L);
        assertThat(totals(Window.INTERVAL)).extracting(RequestStats::to).containsOnly(START + INTERVAL);
        assertThat(totals(Window.RUN).get(0).to()).isEqualTo(START + INTERVAL);
    }

    @Test
    void anIntervalWithoutLengthIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RequestStatistics(3, 0, START, OptionalLong::empty, emitted::add))
                .withMessageContaining("interval");
    }

    @Test
    void recordingAllocatesNothingOnceTheLatenciesWereSeen() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        Endpoint[] endpoints = new Endpoint[64];
        for (int i = 0; i < endpoints.length; i++) {
            endpoints[i] = Endpoint.of("e" + i);
        }
        long[] allocated = new long[4];
        for (int round = 0; round < allocated.length; round++) {
            long before = threads.getThreadAllocatedBytes(thread);
            recordMillion(endpoints);
            allocated[round] = threads.getThreadAllocatedBytes(thread) - before;
            statistics.tick(START + (round + 1) * INTERVAL);
        }
        assertThat(allocated[0]).isGreaterThan(10_000);
        assertThat(allocated[allocated.length - 1]).isLessThan(10_000);
    }

    private void recordMillion(Endpoint[] endpoints) {
        long seed = 1;
        for (int i = 0; i < 1_000_000; i++) {
            seed = seed * 6_364_136_223_846_793_005L + 1_442_695_040_888_963_407L;
            int index = (int) (seed >>> 58);
            request.endpoint(index, endpoints[index]).took(seed >>> 36 & 0xFFF_FFFF);
            statistics.record(
                    request.response(seed >>> 34 & 0xFFF_FFFF).bytes(1, i).error((i & 7) == 0 ? "503" : null));
        }
    }

    private List<RequestStats> totals(Window window) {
        return emitted.stream()
                .filter(s -> s.window() == window && s.endpoint() == null)
                .toList();
    }

    private static void assertSums(List<RequestStats> parts, RequestStats whole) {
        assertThat(parts.stream().mapToLong(RequestStats::requests).sum()).isEqualTo(whole.requests());
        assertThat(parts.stream().mapToLong(RequestStats::failures).sum()).isEqualTo(whole.failures());
        assertThat(parts.stream().mapToLong(RequestStats::bytesSent).sum()).isEqualTo(whole.bytesSent());
        assertThat(parts.stream().mapToLong(RequestStats::bytesReceived).sum()).isEqualTo(whole.bytesReceived());
        assertThat(parts.stream()
                        .flatMap(s -> s.errors().values().stream())
                        .mapToLong(n -> n)
                        .sum())
                .isEqualTo(whole.failures());
        assertThat(parts.stream()
                        .filter(s -> s.responseTime() != null)
                        .mapToLong(s -> response(s).count())
                        .sum())
                .isEqualTo(response(whole).count());
    }

    private static LatencyStats service(RequestStats stats) {
        return Objects.requireNonNull(stats.serviceTime());
    }

    private static LatencyStats response(RequestStats stats) {
        return Objects.requireNonNull(stats.responseTime());
    }

    private static Histogram decode(@Nullable String base64) throws DataFormatException {
        byte[] bytes = Base64.getDecoder().decode(Objects.requireNonNull(base64));
        return Histogram.decodeFromCompressedByteBuffer(ByteBuffer.wrap(bytes), 0);
    }
}
