package io.loadtelemetry.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.loadtelemetry.api.DropReason;
import io.loadtelemetry.api.RecorderAccounting;
import io.loadtelemetry.testkit.FaultyProvider;
import io.loadtelemetry.testkit.FaultyProvider.RecorderCall;
import io.loadtelemetry.testkit.RecorderFault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A recorder that throws, whatever it is. */
@Timeout(60)
class RecorderThrowsTest {

    private final FaultyProvider faulty = new FaultyProvider("faulty");

    static Stream<Throwable> thrown() {
        return Stream.of(
                new Exception("x"),
                new Error("x"),
                new NoClassDefFoundError("x"),
                new UnsupportedClassVersionError("x"));
    }

    @ParameterizedTest
    @MethodSource("thrown")
    void onEveryEvent(Throwable thrown) throws Exception {
        throwsAlways(thrown.getClass().getSimpleName(), RecorderFault.throwing(() -> thrown));
    }

    @Test
    void aStackOverflow() throws Exception {
        throwsAlways("StackOverflowError", () -> endless(0));
    }

    @Test
    void outOfMemory() throws Exception {
        List<long[]> kept = new ArrayList<>();
        // Refused at once by the JVM, and yet the real error: no array may be this long.
        throwsAlways("OutOfMemoryError", () -> kept.add(new long[Integer.MAX_VALUE]));
    }

    private void throwsAlways(String kind, RecorderFault fault) throws Exception {
        try (FaultRun run = FaultRun.with("").recorder(faulty).start()) {
            run.calm(Duration.ofMillis(200));
            await().until(() -> run.books("faulty").pending() == 0);
            assertThat(run.books("faulty").dropped()).isEmpty();
            faulty.fault(RecorderCall.RECORD, fault);
            run.faulty(Duration.ofMillis(400));
            run.end();

            RecorderAccounting books = run.books("faulty");
            assertThat(books.dropped()).containsOnlyKeys(DropReason.RECORDER_ERROR, DropReason.SUSPENDED);
            // A hundred in a row, a rest, and test.stop, which is handed over in any case.
            assertThat(books.dropped().get(DropReason.RECORDER_ERROR)).isBetween(100L, 110L);
            assertThat(books.recorded()).isEqualTo(faulty.events());
            assertThat(run.console().warnings())
                    .anyMatch(text -> text.contains("faulty: threw on an event, which is dropped: java.lang." + kind))
                    .anyMatch(text -> text.contains("gets none for 1 s"));
            Fault.RECORDER_THROWS.seen(this, kind, run.figure("faulty"));
        }
    }

    @SuppressWarnings("InfiniteRecursion") // What it is for.
    private static long endless(long depth) {
        return endless(depth + 1) + depth;
    }

    @Test
    void aRecorderThatIsWellAgainIsTriedAgain() throws Exception {
        try (FaultRun run = FaultRun.with("").recorder(faulty).start()) {
            run.calm(Duration.ofMillis(200));
            faulty.fault(RecorderCall.RECORD, RecorderFault.throwing(() -> new Error("x")));
            run.faulty(Duration.ofMillis(200));
            long lost = faulty.events();
            faulty.heal();
            // The first rest is a second.
            run.load(Duration.ofMillis(1500));
            run.end();

            assertThat(faulty.events()).isGreaterThan(lost);
            assertThat(run.books("faulty").recorded()).isEqualTo(faulty.events());
            Fault.RECORDER_THROWS.seen(this, "and is well again", run.figure("faulty"));
        }
    }

    @Test
    void nowAndThen() throws Exception {
        try (FaultRun run = FaultRun.with("").recorder(faulty).start()) {
            run.calm(Duration.ofMillis(200));
            faulty.fault(
                    RecorderCall.RECORD,
                    RecorderFault.throwing(() -> new Error("x")).every(3));
            run.faulty(Duration.ofMillis(400));
            run.end();

            assertThat(run.books("faulty").dropped()).containsOnlyKeys(DropReason.RECORDER_ERROR);
            assertThat(run.books("faulty").recorded()).isEqualTo(faulty.events());
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = RecorderCall.class,
            names = {"TICK", "CLOSE"})
    void whileWriting(RecorderCall call) throws Exception {
        try (FaultRun run = FaultRun.with("").recorder(faulty).start()) {
            faulty.fault(call, RecorderFault.throwing(() -> new Error("x")));
            run.load(Duration.ofMillis(300));
            run.end();

            // It took every event; what it lost later is for it to tell.
            assertThat(run.books("faulty").dropped()).isEmpty();
            assertThat(run.console().warnings()).anyMatch(text -> text.contains("faulty: threw while"));
        }
    }

    @Test
    void atTheStart() throws Exception {
        faulty.fault(RecorderCall.START, RecorderFault.throwing(() -> new NoClassDefFoundError("x")));
        try (FaultRun run = FaultRun.with("").recorder(faulty).start()) {
            run.load(Duration.ofMillis(300));
            run.end();

            assertThat(run.books("faulty").recorded()).isZero();
            assertThat(run.books("faulty").dropped()).containsOnlyKeys(DropReason.RECORDER_ERROR);
            Fault.RECORDER_THROWS.seen(this, "at the start", run.figure("faulty"));
        }
    }
}
