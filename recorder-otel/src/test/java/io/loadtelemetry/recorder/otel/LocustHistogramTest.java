package io.loadtelemetry.recorder.otel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.loadtelemetry.api.Endpoint;
import io.loadtelemetry.testkit.OtlpPoint;
import io.loadtelemetry.testkit.OtlpReceiver;
import io.loadtelemetry.testkit.RecorderHarness;
import io.loadtelemetry.testkit.RequestSample;
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

/** The histograms in milliseconds, with the names of Locust Telemetry. */
@Timeout(60)
class LocustHistogramTest {

    private static final Endpoint CART = Endpoint.of("GET", "/cart");

    private static final double LEAST = 0.001;
    private static final double MOST = 1e9;

    private OtlpReceiver receiver;

    @BeforeEach
    void listen() throws Exception {
        receiver = OtlpReceiver.start();
    }

    @AfterEach
    void stop() {
        receiver.close();
    }

    private OtelRun locust() {
        return OtelRun.to(receiver).option("naming", "locust");
    }

    @Test
    void exponentialHistogramsInMillisecondsAreTrueTo1Point1Percent() throws Exception {
        long[] nanos = magnitudes();
        // Beyond the range on both sides: kept inside, so that they cost no precision.
        long[] outliers = {1, 30L * 86_400_000_000_000L};
        try (RecorderHarness harness =
                locust().option("histogram", "exponential").start()) {
            record(harness, nanos);
            record(harness, outliers);
        }
        OtlpPoint point = only(LocustRequests.SUCCESS);
        ExponentialHistogramDataPoint data = (ExponentialHistogramDataPoint) point.data();
        assertThat(data.getScale()).isEqualTo(HistogramShape.SCALE);
        assertThat(data.getCount()).isEqualTo(nanos.length + outliers.length);
        assertThat(data.getMin()).isEqualTo(LEAST);
        assertThat(data.getMax()).isEqualTo(MOST);
        double sum = LEAST + MOST + Arrays.stream(nanos).sum() / 1e6;
        assertThat(point.value()).isCloseTo(sum, within(sum * 1e-9));
        Arrays.sort(nanos);
        for (int i = 0; i < nanos.length; i++) {
            double exact = nanos[i] / 1e6;
            // The least value of all is an outlier, so that rank i + 2 of all is that of nanos[i].
            double quantile = (i + 1.5) / data.getCount();
            assertThat(point.quantile(quantile)).isCloseTo(exact, within(exact * 0.011));
        }
    }

    @Test
    void theWholeRangeInItsOwnBucketsKeepsTheScale() throws Exception {
        long[] nanos = new long[2_000];
        for (int i = 0; i < nanos.length; i++) {
            nanos[i] = Math.round(1_000 * Math.pow(1e12, i / (double) (nanos.length - 1)));
        }
        try (RecorderHarness harness =
                locust().option("histogram", "exponential").start()) {
            record(harness, nanos);
        }
        ExponentialHistogramDataPoint data =
                (ExponentialHistogramDataPoint) only(LocustRequests.SUCCESS).data();
        assertThat(data.getScale()).isEqualTo(HistogramShape.SCALE);
        assertThat(data.getCount()).isEqualTo(nanos.length);
    }

    @Test
    void bucketsAreExplicitBecauseTheDashboardsQueryThem() throws Exception {
        try (RecorderHarness harness = locust().start()) {
            for (long millis : new long[] {1, 2, 700, 100_000}) {
                harness.record(Requests.success(CART, 0, millis * 1_000_000));
            }
        }
        OtlpPoint point = only(LocustRequests.SUCCESS);
        HistogramDataPoint data = (HistogramDataPoint) point.data();
        assertThat(data.getExplicitBoundsList())
                .startsWith(1.0, 2.5, 5.0, 7.5, 10.0)
                .endsWith(15_000.0, 30_000.0, 60_000.0)
                .hasSameSizeAs(HistogramShape.DEFAULT_BOUNDS);
        assertThat(data.getBucketCounts(0)).isEqualTo(1);
        assertThat(data.getBucketCounts(1)).isEqualTo(1);
        assertThat(data.getBucketCounts(data.getExplicitBoundsList().indexOf(750.0)))
                .isEqualTo(1);
        assertThat(data.getBucketCounts(data.getBucketCountsCount() - 1)).isEqualTo(1);
        assertThat(point.value() / point.count()).isEqualTo(100_703 / 4.0);
    }

    @Test
    void boundsOfTheUserAreSecondsAndExportedAsMilliseconds() throws Exception {
        try (RecorderHarness harness =
                locust().option("histogram.bounds", "0.0011,0.07,1.1,10").start()) {
            harness.record(Requests.success(CART, 0, 1_100_000));
            harness.record(Requests.success(CART, 0, 70_000_000));
            harness.record(Requests.success(CART, 0, 70_000_001));
        }
        HistogramDataPoint data =
                (HistogramDataPoint) only(LocustRequests.SUCCESS).data();
        assertThat(data.getExplicitBoundsList()).containsExactly(1.1, 70.0, 1100.0, 10_000.0);
        assertThat(data.getBucketCountsList()).containsExactly(1L, 1L, 1L, 0L, 0L);
    }

    @Test
    void theStandardVariableStillChoosesTheBuckets() throws Exception {
        try (RecorderHarness harness = locust().environment(
                        "OTEL_EXPORTER_OTLP_METRICS_DEFAULT_HISTOGRAM_AGGREGATION",
                        "base2_exponential_bucket_histogram")
                .start()) {
            harness.record(Requests.success(CART, 0, 1));
        }
        assertThat(only(LocustRequests.SUCCESS).data()).isInstanceOf(ExponentialHistogramDataPoint.class);
    }

    private static long[] magnitudes() {
        Random random = new Random(4711);
        long[] nanos = new long[5_000];
        for (int i = 0; i < nanos.length; i++) {
            // Every magnitude alike: 10 µs times up to 6,000,000.
            nanos[i] = Math.round(10_000 * Math.pow(6e6, random.nextDouble()));
        }
        nanos[0] = 10_000;
        nanos[1] = 60_000_000_000L;
        return nanos;
    }

    private static void record(RecorderHarness harness, long[] nanos) {
        List<RequestSample> requests = new ArrayList<>();
        for (long each : nanos) {
            requests.add(Requests.success(CART, 0, each));
        }
        harness.recordBatch(requests);
        assertThat(harness.failures()).isEmpty();
    }

    private OtlpPoint only(String metric) {
        List<OtlpPoint> points = receiver.points(metric);
        assertThat(points).as(metric).hasSize(1);
        return points.get(0);
    }
}
