package io.loadtelemetry.benchmarks.run;

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

/** The first start of a run with all recorders in a JVM. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 0)
@Measurement(iterations = 1)
@Fork(9)
public class StartUpBenchmark {

    private Recorders recorders;
    private Telemetry telemetry;

    /**
     * Starts the receiver.
     *
     * @throws Exception if that fails
     */
    @Setup(Level.Trial)
    public void receiver() throws Exception {
        recorders = new Recorders();
    }

    /**
     * Ends the run.
     *
     * @throws Exception if a file cannot be deleted
     */
    @TearDown(Level.Trial)
    public void close() throws Exception {
        telemetry.close();
        recorders.close();
    }

    /**
     * Starts a run.
     *
     * @return the run
     */
    @Benchmark
    public Telemetry start() {
        telemetry = recorders.builder("json,otel,system").start();
        return telemetry;
    }
}
