package io.loadtelemetry.recorder.otel;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.loadtelemetry.api.Endpoint;
import io.loadtelemetry.api.event.RequestEvent;
import io.loadtelemetry.testkit.OtlpReceiver;
import io.loadtelemetry.testkit.RecorderHarness;
import io.loadtelemetry.testkit.RequestSample;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.export.AggregationTemporalitySelector;
import io.opentelemetry.sdk.resources.Resource;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What recording and collecting allocate once every series is known. */
@Timeout(60)
class AllocationTest {

    private static final int PER_ROUND = 10_000;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final List<RequestEvent> requests = requests();

    @Test
    void aRequestOfAKnownOutcomeAllocatesNothing() throws Exception {
        assertAllocatesNothing(new LoadtestNaming(), HistogramShape.DEFAULT_BOUNDS, false);
        assertAllocatesNothing(new LoadtestNaming(), List.of(), false);
        assertAllocatesNothing(new LocustNaming(), HistogramShape.DEFAULT_BOUNDS, false);
        assertAllocatesNothing(new LocustNaming(), List.of(), false);
    }

    @Test
    void aCollectionOfKnownSeriesAllocatesNothing() throws Exception {
        assertAllocatesNothing(new LoadtestNaming(), HistogramShape.DEFAULT_BOUNDS, true);
        assertAllocatesNothing(new LoadtestNaming(), List.of(), true);
        assertAllocatesNothing(new LocustNaming(), HistogramShape.DEFAULT_BOUNDS, true);
        assertAllocatesNothing(new LocustNaming(), List.of(), true);
    }

    private void assertAllocatesNothing(Naming naming, List<Double> bounds, boolean collecting) throws Exception {
        OwnMetrics own = new OwnMetrics(AggregationTemporalitySelector.alwaysCumulative(), bounds, () -> Requests.TIME);
        List<MetricData> collected = new ArrayList<>();
        try (OtlpReceiver receiver = OtlpReceiver.start();
                RecorderHarness harness = OtelRun.to(receiver).start();
                SdkMeterProvider provider = SdkMeterProvider.builder().build()) {
            OtelSettings settings = OtelSettings.read(harness.context().config(), OtelRun.variables(Map.of()));
            Consumer<RequestEvent> instruments = naming.instruments(
                            provider.get("test"), own, harness.context(), settings)
                    .requests();
            long least = Long.MAX_VALUE;
            // The first rounds load and compile classes and see the first request of every bucket.
            for (int round = 0; round < 20; round++) {
                long before = threads.getCurrentThreadAllocatedBytes();
                for (int i = 0; i < PER_ROUND; i++) {
                    instruments.accept(requests.get(i % requests.size()));
                    if (collecting && i % 100 == 0) {
                        collected.clear();
                        own.collect(Resource.empty(), InstrumentationScopeInfo.empty(), collected);
                    }
                }
                least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
            }
            // Less than one byte for every ten requests, or ten for every collection.
            assertThat(least).isLessThan(PER_ROUND / 10);
        }
    }

    /** Several endpoints and outcomes, with everything known of them, and times of all magnitudes. */
    private static List<RequestEvent> requests() {
        Random random = new Random(4711);
        List<RequestEvent> requests = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            long nanos = Math.round(10_000 * Math.pow(6e6, random.nextDouble()));
            boolean failed = i % 10 == 0;
            requests.add(new RequestSample(
                    Endpoint.of("GET", "/" + i % 7),
                    i % 7,
                    Requests.TIME,
                    Requests.TIME + nanos,
                    Requests.TIME - 1_000,
                    failed ? "timeout" : null,
                    failed ? 503 : 200,
                    100,
                    10_000));
        }
        return requests;
    }
}
