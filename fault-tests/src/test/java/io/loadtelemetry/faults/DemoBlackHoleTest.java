package io.loadtelemetry.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.loadtelemetry.testkit.OtlpReceiver;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packaged demo with everything as it is by default, beside a collector that takes connections and never answers, in
 * turns with one that is well. {@code -Dfaults.demo.pairs=5 -Dfaults.demo.seconds=10} for better figures.
 */
@Timeout(600)
@DisabledOnOs(OS.WINDOWS)
class DemoBlackHoleTest {

    /** What the core gives all recorders at the end, {@code telemetry.close.timeout}. */
    private static final Duration CLOSE = Duration.ofSeconds(10);

    /** Load threads that wait for a collector would send next to nothing. */
    private static final double LEAST = 0.5;

    /** Of a pair that says enough. */
    private static final double CLEAR = 0.8;

    private static final int PAIRS = Integer.getInteger("faults.demo.pairs", 1);
    private static final int SECONDS = Integer.getInteger("faults.demo.seconds", 2);

    @TempDir
    Path folder;

    @Test
    void theLoadNoticesNothingAndItEndsInTime() throws Exception {
        Path demo = Path.of(System.getProperty("faults.demo", "examples/target/demo"))
                .toAbsolutePath();
        assumeThat(Files.isExecutable(demo.resolve("demo")))
                .as("the demo is built: mvn -pl examples/demo -am package")
                .isTrue();
        List<DemoRun> well = new ArrayList<>();
        List<DemoRun> holed = new ArrayList<>();
        try (OtlpReceiver collector = OtlpReceiver.start();
                OtlpReceiver hole = OtlpReceiver.start()) {
            hole.swallow();
            // Where the machine was busy with something else, more pairs; another order each time, as for what drifts.
            for (int pair = 0; pair < PAIRS || (pair < PAIRS + 2 && !isClear(throughput(holed, well))); pair++) {
                if (pair % 2 == 0) {
                    well.add(run(demo, collector));
                }
                holed.add(run(demo, hole));
                if (pair % 2 == 1) {
                    well.add(run(demo, collector));
                }
            }
            assertThat(collector.count("loadtest.request.duration", Map.of())).isPositive();
            assertThat(hole.requests()).isEmpty();
        }
        well.forEach(run -> assertThat(run.err()).isEmpty());
        well.forEach(run -> assertThat(run.accounting("otel")[2]).isZero());
        holed.forEach(DemoBlackHoleTest::assertAllLostAndSaid);

        double throughput = throughput(holed, well);
        double p99 = mean(holed, DemoRun::p99Millis) / mean(well, DemoRun::p99Millis);
        double longer = mean(holed, DemoBlackHoleTest::seconds) - mean(well, DemoBlackHoleTest::seconds);
        Fault.COLLECTOR_DOWN.seen(
                this,
                "demo, black hole",
                "%d x %d s: throughput %.2f times, p99 %.2f times that with a collector; exit %.1f s later",
                holed.size(),
                SECONDS,
                throughput,
                p99,
                longer);
        // A pair is short, and JVMs start slowly on a busy machine; the exact ratio is that of the benchmark
        // "blackhole".
        assertThat(throughput)
                .as("throughput with the black hole to that without")
                .isGreaterThan(LEAST);
        assertThat(longer).as("seconds that the exit took longer").isLessThan((double) CLOSE.toSeconds());
    }

    private DemoRun run(Path demo, OtlpReceiver to) throws Exception {
        DemoRun run = DemoRun.run(
                demo, folder, Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", to.endpoint()), "--duration", SECONDS + "s");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).contains("All counts agree.", "is not compared");
        for (String recorder : List.of("statistics", "json", "slowest", "system")) {
            assertThat(run.accounting(recorder)[2]).as("lost by %s", recorder).isZero();
        }
        return run;
    }

    private static void assertAllLostAndSaid(DemoRun run) {
        long[] otel = run.accounting("otel");
        assertThat(otel[0]).as("published").isPositive();
        assertThat(otel).as("published, recorded, dropped, pending").containsExactly(otel[0], 0, otel[0], 0);
        assertThat(run.out()).containsPattern(" otel .* export_failed ");
        List<String> warnings =
                run.err().lines().filter(line -> line.contains("WARNING")).toList();
        assertThat(warnings)
                .filteredOn(line -> line.contains("final OTLP export"))
                .singleElement()
                .asString()
                .contains(otel[2] + " events never arrived", "OTEL_EXPORTER_OTLP_ENDPOINT");
        // Metrics while it runs and at the end, spans, log records.
        assertThat(warnings).as("one of a kind").hasSizeLessThanOrEqualTo(4);
        assertThat(run.err()).doesNotContain("\tat ");
    }

    private static double throughput(List<DemoRun> holed, List<DemoRun> well) throws Exception {
        return mean(holed, DemoRun::perSecond) / mean(well, DemoRun::perSecond);
    }

    private static boolean isClear(double ratio) {
        return ratio > CLEAR && ratio < 1 / CLEAR;
    }

    private static double seconds(DemoRun run) {
        return run.elapsed().toMillis() / 1000.0;
    }

    private interface Figure {
        double of(DemoRun run) throws Exception;
    }

    private static double mean(List<DemoRun> runs, Figure figure) throws Exception {
        double sum = 0;
        for (DemoRun run : runs) {
            sum += figure.of(run);
        }
        return sum / runs.size();
    }
}
