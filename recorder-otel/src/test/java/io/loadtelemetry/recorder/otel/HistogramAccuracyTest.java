package io.loadtelemetry.recorder.otel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.loadtelemetry.api.Endpoint;
import io.loadtelemetry.testkit.OtlpReceiver;
import io.loadtelemetry.testkit.RecorderHarness;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Percentiles computed from what arrived, against those of the raw samples. */
@Timeout(60)
class HistogramAccuracyTest {

    private static final Endpoint ENDPOINT = Endpoint.of("GET", "/cart");
    private static final double BOUND = 0.011;

    private OtlpReceiver receiver;

    @BeforeEach
    void listen() throws Exception {
        receiver = OtlpReceiver.start();
    }

    @AfterEach
    void stop() {
        receiver.close();
    }

    @Test
    void percentilesAreTrueTo1Point1PercentFrom10MicrosecondsTo60Seconds() throws Exception {
        Random random = new Random(4711);
        long[] nanos = new long[20_000];
        for (int i = 0; i < nanos.length; i++) {
            // Every magnitude alike: 10 µs times up to 6,000,000.
            nanos[i] = Math.round(10_000 * Math.pow(6e6, random.nextDouble()));
        }
        nanos[0] = 10_000;
        nanos[1] = 60_000_000_000L;
        assertAccurate(nanos, exported(nanos));
    }

    @Test
    void outliersCostNoPrecision() throws Exception {
        Random random = new Random(42);
        long[] nanos = new long[5_000];
        for (int i = 0; i < nanos.length; i++) {
            nanos[i] = Math.round(10_000 * Math.pow(6e6, random.nextDouble()));
        }
        long[] outliers = {0, 1, 999, 3_600_000_000_000L, 30L * 86_400_000_000_000L};
        long[] all = Arrays.copyOf(nanos, nanos.length + outliers.length);
        System.arraycopy(outliers, 0, all, nanos.length, outliers.length);

        ExponentialHistogramDataPoint point = exported(all);

        assertThat(point.getZeroCount()).isEqualTo(1);
        assertThat(point.getMin()).isEqualTo(0);
        assertThat(point.getMax()).isEqualTo(Seconds.MOST);
        assertThat(point.getScale()).isEqualTo(HistogramShape.SCALE);
        // Three values below and two above the range move every rank by at most three.
        List<Double> values = values(point);
        Arrays.sort(nanos);
        for (int i = 0; i < nanos.length; i++) {
            double exact = nanos[i] / 1e9;
            assertThat(values.get(i + 3)).isCloseTo(exact, within(exact * BOUND));
        }
    }

    @Test
    void everyValueOfTheRangeInItsOwnBucketKeepsTheScale() throws Exception {
        long[] nanos = new long[2_000];
        for (int i = 0; i < nanos.length; i++) {
            nanos[i] = Math.round(1_000 * Math.pow(1e12, i / (double) (nanos.length - 1)));
        }
        ExponentialHistogramDataPoint point = exported(nanos);
        assertThat(point.getScale()).isEqualTo(HistogramShape.SCALE);
        assertThat(point.getPositive().getBucketCountsCount()).isLessThanOrEqualTo(HistogramShape.BUCKETS);
        assertThat(point.getCount()).isEqualTo(nanos.length);
    }

    @Test
    void explicitBucketsAreInSeconds() throws Exception {
        HistogramDataPoint point = explicit(OtelRun.to(receiver).option("histogram", "explicit"));
        assertThat(point.getExplicitBoundsList()).isEqualTo(HistogramShape.DEFAULT_BOUNDS);
        // 1 ms, 2 ms, 700 ms and 100 s
        assertThat(count(point, 0.001)).isEqualTo(1);
        assertThat(count(point, 0.0025)).isEqualTo(1);
        assertThat(count(point, 0.75)).isEqualTo(1);
        assertThat(point.getBucketCounts(point.getBucketCountsCount() - 1)).isEqualTo(1);
    }

    @Test
    void explicitBoundsAreTheUsers() throws Exception {
        HistogramDataPoint point = explicit(
                OtelRun.to(receiver).option("histogram", "explicit").option("histogram.bounds", "0.001, 0.5,1,10"));
        assertThat(point.getExplicitBoundsList()).containsExactly(0.001, 0.5, 1.0, 10.0);
        assertThat(point.getBucketCountsList()).containsExactly(1L, 1L, 1L, 0L, 1L);
    }

    @Test
    void theStandardVariableAsksForExplicitBucketsToo() throws Exception {
        HistogramDataPoint point = explicit(OtelRun.to(receiver)
                .environment("OTEL_EXPORTER_OTLP_METRICS_DEFAULT_HISTOGRAM_AGGREGATION", "explicit_bucket_histogram"));
        assertThat(point.getExplicitBoundsList()).isEqualTo(HistogramShape.DEFAULT_BOUNDS);
    }

    private HistogramDataPoint explicit(OtelRun run) throws Exception {
        try (RecorderHarness harness = run.start()) {
            for (long millis : new long[] {1, 2, 700, 100_000}) {
                harness.record(Requests.success(ENDPOINT, 0, millis * 1_000_000));
            }
        }
        return (HistogramDataPoint)
                receiver.points("loadtest.request.duration").get(0).data();
    }

    private static long count(HistogramDataPoint point, double bound) {
        return point.getBucketCounts(point.getExplicitBoundsList().indexOf(bound));
    }

    private ExponentialHistogramDataPoint exported(long[] nanos) throws Exception {
        try (RecorderHarness harness = OtelRun.to(receiver).start()) {
            List<io.loadtelemetry.testkit.RequestSample> requests = new ArrayList<>();
            for (long each : nanos) {
                requests.add(Requests.success(ENDPOINT, 0, each));
            }
            harness.recordBatch(requests);
            assertThat(harness.failures()).isEmpty();
        }
        return (ExponentialHistogramDataPoint)
                receiver.points("loadtest.request.duration").get(0).data();
    }

    private static void assertAccurate(long[] nanos, ExponentialHistogramDataPoint point) {
        assertThat(point.getScale()).isEqualTo(HistogramShape.SCALE);
        assertThat(point.getCount()).isEqualTo(nanos.length);
        assertThat(point.getMin()).isCloseTo(1e-5, within(1e-12));
        assertThat(point.getMax()).isEqualTo(60);
        List<Double> values = values(point);
        Arrays.sort(nanos);
        double worst = 0;
        for (int i = 0; i < nanos.length; i++) {
            double exact = nanos[i] / 1e9;
            worst = Math.max(worst, Math.abs(values.get(i) - exact) / exact);
        }
        assertThat(worst).isLessThanOrEqualTo(BOUND);
    }

    /** What a backend knows of each value, in ascending order: the middle of its bucket (harmonic, least error). */
    private static List<Double> values(ExponentialHistogramDataPoint point) {
        List<Double> values = new ArrayList<>();
        for (long i = 0; i < point.getZeroCount(); i++) {
            values.add(0.0);
        }
        double base = Math.pow(2, Math.pow(2, -point.getScale()));
        int offset = point.getPositive().getOffset();
        for (int bucket = 0; bucket < point.getPositive().getBucketCountsCount(); bucket++) {
            double lower = Math.pow(base, offset + bucket);
            double middle = 2 * lower * base / (1 + base);
            for (long i = 0; i < point.getPositive().getBucketCounts(bucket); i++) {
                values.add(middle);
            }
        }
        return values;
    }
}
