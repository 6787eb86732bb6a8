package io.loadtelemetry.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadtelemetry.api.DropReason;
import io.loadtelemetry.api.RecorderAccounting;
import io.loadtelemetry.api.Telemetry;
import io.loadtelemetry.api.TelemetryBuilder;
import io.loadtelemetry.api.spi.RecorderProvider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One run of the real library with something going wrong in it: the recorders under test, a {@link Witness} beside them,
 * a steady load first without and then with the fault. At the end it holds every such run to the same: the books of all
 * recorders balanced whenever they were looked at, nothing thrown at the load, publishing as quick with the fault as
 * without, nothing lost by the witness or the statistics, no stack trace on the console.
 *
 * <pre>{@code
 * try (FaultRun run = FaultRun.with("json").set("telemetry.json.path", file).start()) {
 *     run.calm(Duration.ofSeconds(1));
 *     … the fault begins …
 *     run.faulty(Duration.ofSeconds(2));
 *     run.end();
 *     run.books("json") …
 * }
 * }</pre>
 */
final class FaultRun implements AutoCloseable {

    /** How much slower the 99th percentile of publishing may get: a lock or a wait costs a thousand times as much. */
    private static final double MOST_SLOWER = 4;

    private static final long NOISE_NANOS = 2_000;

    private final TelemetryBuilder builder;
    private final Witness witness = new Witness();
    private final Console console = Console.listen();
    private final List<SteadyLoad.Phase> calm = new ArrayList<>();
    private final List<SteadyLoad.Phase> faulty = new ArrayList<>();
    private final StringBuilder selected;
    private int perSecond = 20_000;
    private boolean tinyRing;
    private @Nullable Telemetry telemetry;
    private @Nullable SteadyLoad load;
    private @Nullable BooksWatch watch;
    private long calls;
    private Duration closing = Duration.ZERO;

    private FaultRun(String ids) {
        builder = Telemetry.builder("faults");
        selected = new StringBuilder(ids.isEmpty() ? Witness.ID : ids + ',' + Witness.ID);
    }

    /** With recorders of the classpath, by their ids, separated by commas; none for {@code ""}. */
    static FaultRun with(String ids) {
        return new FaultRun(ids);
    }

    /** With a recorder of the test's own beside them. */
    FaultRun recorder(RecorderProvider provider) {
        builder.recorder(provider);
        selected.append(',').append(provider.id());
        return this;
    }

    FaultRun set(String key, String value) {
        builder.set(key, value);
        return this;
    }

    /** How many requests per second; otherwise 20,000. */
    FaultRun perSecond(int requests) {
        perSecond = requests;
        return this;
    }

    /** With a ring that has no room for a burst: it refuses requests, which is in the books of all, and moves past any. */
    FaultRun tinyRing() {
        tinyRing = true;
        return set("telemetry.ring.capacity", "2");
    }

    /** The calm of another run is what this one is compared with: for a fault that is there from the start. */
    FaultRun calmAs(FaultRun other) {
        calm.addAll(other.calm);
        return this;
    }

    FaultRun start() {
        telemetry = builder.recorder(witness)
                .set("telemetry.recorders", selected.toString())
                .start();
        load = new SteadyLoad(telemetry, perSecond);
        watch = BooksWatch.start(telemetry);
        return this;
    }

    Telemetry telemetry() {
        return required(telemetry);
    }

    Witness witness() {
        return witness;
    }

    Console console() {
        return console;
    }

    /** Load before the fault. The first of it warms up and is not compared. */
    void calm(Duration duration) throws Exception {
        load(Duration.ofMillis(300));
        calm.add(load(duration));
    }

    /** Load with the fault. */
    void faulty(Duration duration) throws Exception {
        faulty.add(load(duration));
    }

    /** Load that is not compared, after the fault for instance. */
    SteadyLoad.Phase load(Duration duration) throws Exception {
        SteadyLoad.Phase phase = required(load).run(duration);
        assertThat(phase.thrown()).as("thrown at the load").isEmpty();
        calls += phase.requests();
        return phase;
    }

    /** For requests that a test published by itself. */
    void addCalls(long requests) {
        calls += requests;
    }

    /** Closes the run and holds it to what every run is held to. */
    void end() throws Exception {
        end(Duration.ofSeconds(11));
    }

    /** Closes the run, which may take so long. */
    void end(Duration most) throws Exception {
        long begin = System.nanoTime();
        telemetry().close();
        closing = Duration.ofNanos(System.nanoTime() - begin);
        required(watch).close();
        assertThat(closing).as("time to close").isLessThan(most);
        assertBooks();
        assertFlat();
        console.assertTidy();
    }

    private void assertBooks() {
        required(watch).assertAlwaysBalanced();
        for (RecorderAccounting books : telemetry().accounting().recorders()) {
            assertThat(books.balanced()).as("%s", books).isTrue();
            assertThat(books.pending()).as("%s", books).isZero();
        }
        RecorderAccounting sibling = books(Witness.ID);
        long lost = sibling.droppedTotal();
        long refused = sibling.dropped().getOrDefault(DropReason.RING_FULL, 0L);
        if (tinyRing) {
            assertThat(sibling.dropped().keySet()).isSubsetOf(DropReason.RING_FULL, DropReason.OVERRUN);
        } else {
            assertThat(lost).as("lost by the sibling: %s", sibling).isZero();
        }
        assertThat(witness.events()).isEqualTo(sibling.recorded());
        assertThat(witness.requests()).isEqualTo(calls - lost);
        assertThat(witness.requestsInStatistics()).isEqualTo(calls - refused);
        assertThat(witness.endedInOrder())
                .as("test.stop came last, then the close")
                .isTrue();
    }

    private void assertFlat() {
        if (!calm.isEmpty() && !faulty.isEmpty()) {
            assertThat((double) p99(faulty))
                    .as("p99 of publishing with the fault, %d ns without", p99(calm))
                    .isLessThan(MOST_SLOWER * p99(calm) + NOISE_NANOS);
        }
    }

    private static long p99(List<SteadyLoad.Phase> phases) {
        return phases.stream().mapToLong(SteadyLoad.Phase::medianOfP99).max().orElseThrow();
    }

    RecorderAccounting books(String recorder) {
        return telemetry().accounting().recorder(recorder).orElseThrow();
    }

    long dropped(String recorder, String reason) {
        return books(recorder).dropped().getOrDefault(reason, 0L);
    }

    /** All requests that the load published. */
    long calls() {
        return calls;
    }

    Duration closing() {
        return closing;
    }

    /** What a run is to be told of in the table: what the recorder lost, the time to close, and the pace of the load. */
    String figure(String recorder) {
        RecorderAccounting books = books(recorder);
        String figure = String.format(
                "of %,d events lost %s; siblings lost 0; closed in %.1f s",
                books.published(), books.dropped().isEmpty() ? "0" : counts(books), closing.toMillis() / 1000.0);
        return calm.isEmpty() || faulty.isEmpty()
                ? figure
                : figure + String.format("; publish p99 %,d ns, %,d without", p99(faulty), p99(calm));
    }

    private static String counts(RecorderAccounting books) {
        StringBuilder text = new StringBuilder();
        books.dropped()
                .forEach((reason, count) -> text.append(text.length() == 0 ? "" : ", ")
                        .append(String.format("%,d", count))
                        .append(" `")
                        .append(reason)
                        .append('`'));
        return text.toString();
    }

    @Override
    public void close() {
        if (load != null) {
            load.close();
        }
        if (watch != null) {
            watch.close();
        }
        if (telemetry != null) {
            telemetry.close();
        }
        console.close();
    }

    private static <T> T required(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("the run has not been started");
        }
        return value;
    }
}
