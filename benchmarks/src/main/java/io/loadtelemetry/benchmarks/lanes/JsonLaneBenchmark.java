package io.loadtelemetry.benchmarks.lanes;

import io.loadtelemetry.recorder.json.JsonRecorderProvider;
import io.loadtelemetry.testkit.RecorderHarness;
import java.util.Map;
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

/** What encoding a line for every request costs the lane of the JSON recorder; the lines go to {@code /dev/null}. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class JsonLaneBenchmark {

    private static final int BATCH = 128;

    private final ShownProvider provider = new ShownProvider(new JsonRecorderProvider());
    private final RequestStream requests = new RequestStream(64, 0.01, false);
    private RecorderHarness harness;
    private long count;

    /**
     * Starts the recorder.
     *
     * @throws Exception if that fails
     */
    @Setup(Level.Trial)
    public void start() throws Exception {
        harness = RecorderHarness.start(
                provider, Map.of("telemetry.json.path", "/dev/null", "telemetry.json.requests", "all"));
    }

    /** Ends it. */
    @TearDown(Level.Trial)
    public void close() {
        harness.close();
    }

    /**
     * Records a request; a batch is written out as after a lane's.
     *
     * @throws Exception as the recorder does
     */
    @Benchmark
    public void record() throws Exception {
        provider.created().record(requests.next());
        if (++count % BATCH == 0) {
            provider.created().tick(count);
        }
    }
}
