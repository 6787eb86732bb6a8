package io.loadtelemetry.benchmarks;

import io.loadtelemetry.api.RequestRecorder;
import io.loadtelemetry.api.Telemetry;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * What publishing a request costs the load thread, with the statistics lane reading. Run with {@code -prof gc} to see what
 * it allocates ({@code gc.alloc.rate.norm}, bytes per operation).
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class PublishBenchmark {

    private Telemetry telemetry;
    private RequestRecorder cart;

    /** Starts a run with no recorder but the statistics. */
    @Setup(Level.Trial)
    public void start() {
        telemetry = Telemetry.builder("benchmark")
                .set("telemetry.recorders", "none")
                .start();
        cart = telemetry.request("GET", "/cart");
    }

    /** Ends the run and tells its books. */
    @TearDown(Level.Trial)
    public void close() {
        telemetry.close();
        System.out.println(telemetry.accounting());
    }

    /**
     * A request that succeeded, both clock reads included.
     */
    @Benchmark
    public void success() {
        cart.success(telemetry.now(), telemetry.now(), 512);
    }

    /** A request that failed. */
    @Benchmark
    public void failure() {
        cart.failure(telemetry.now(), telemetry.now(), "timeout", 512);
    }

    /** A request with everything that can be known of it. */
    @Benchmark
    public void full() {
        long now = telemetry.now();
        cart.record(now, now, telemetry.now(), 200, null, 128, 512);
    }

    /**
     * The two clock reads alone, to be taken off the others.
     *
     * @param blackhole keeps them
     */
    @Benchmark
    public void clockOnly(Blackhole blackhole) {
        blackhole.consume(telemetry.now());
        blackhole.consume(telemetry.now());
    }
}
