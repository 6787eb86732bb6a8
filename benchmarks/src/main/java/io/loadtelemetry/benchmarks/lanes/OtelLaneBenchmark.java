package io.loadtelemetry.benchmarks.lanes;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What a request costs the lane of the OpenTelemetry recorder. With {@code -prof gc} also what it allocates. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class OtelLaneBenchmark {

    /** How many endpoints take turns. */
    @Param({"1", "64", "1000"})
    public int endpoints;

    /** The share of requests that fail. */
    @Param({"0", "0.01"})
    public double failures;

    /** Whether intended start and bytes are known too. */
    @Param({"false", "true"})
    public boolean full;

    private Sink sink;
    private StartedOtel otel;
    private RequestStream requests;

    /**
     * Starts the recorder.
     *
     * @throws Exception if that fails
     */
    @Setup(Level.Trial)
    public void start() throws Exception {
        sink = new Sink();
        otel = new StartedOtel(sink.endpoint());
        requests = new RequestStream(endpoints, failures, full);
    }

    /** Exports what was recorded and ends. */
    @TearDown(Level.Trial)
    public void close() {
        otel.close();
        sink.close();
    }

    /**
     * Records a request.
     *
     * @throws Exception as the recorder does
     */
    @Benchmark
    public void record() throws Exception {
        otel.record(requests.next());
    }

    /**
     * The walk through the requests alone, to be taken off.
     *
     * @return so that it is done
     */
    @Benchmark
    public long nothing() {
        return requests.next().everything();
    }
}
