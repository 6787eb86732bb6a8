package io.loadtelemetry.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadtelemetry.api.Accounting;
import io.loadtelemetry.api.IterationRecorder;
import io.loadtelemetry.api.RecorderAccounting;
import io.loadtelemetry.api.RequestRecorder;
import io.loadtelemetry.api.StopReason;
import io.loadtelemetry.api.Telemetry;
import io.loadtelemetry.api.TelemetryBuilder;
import io.loadtelemetry.api.event.RequestEvent;
import io.loadtelemetry.api.spi.RecorderProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** One run of the real library, with the recorder under test beside one that keeps everything as a witness. */
final class LibraryRun {

    private static final int THREADS = 4;
    private static final int REQUESTS = 1000;
    private static final int ITERATIONS = 100;
    private static final String WITNESS = "contract-witness";

    private final RecorderAccounting books;
    private final RecorderAccounting witnessBooks;
    private final InMemoryRecorder witness;

    private LibraryRun(RecorderAccounting books, RecorderAccounting witnessBooks, InMemoryRecorder witness) {
        this.books = books;
        this.witnessBooks = witnessBooks;
        this.witness = witness;
    }

    static LibraryRun execute(RecorderProvider recorder, Map<String, String> options) throws Exception {
        InMemoryProvider memory = new InMemoryProvider(WITNESS);
        TelemetryBuilder builder = Telemetry.builder("contract")
                .users(THREADS)
                .recorder(recorder)
                .recorder(memory)
                .set("telemetry.recorders", recorder.id() + "," + WITNESS);
        options.forEach(builder::set);
        Accounting accounting;
        try (Telemetry telemetry = builder.start()) {
            load(telemetry);
            telemetry.stop(StopReason.COMPLETED);
            accounting = telemetry.accounting();
        }
        assertThat(accounting.recorders())
                .as("telemetry-core is on the classpath of the test")
                .isNotEmpty();
        return new LibraryRun(
                accounting.recorder(recorder.id()).orElseThrow(),
                accounting.recorder(WITNESS).orElseThrow(),
                memory.recorder());
    }

    private static void load(Telemetry telemetry) throws Exception {
        ExecutorService users = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<?>> done = new ArrayList<>();
            for (int user = 0; user < THREADS; user++) {
                int number = user;
                done.add(users.submit(() -> user(telemetry, number)));
            }
            telemetry.users(THREADS);
            telemetry.spawningComplete(THREADS);
            for (Future<?> future : done) {
                future.get(20, TimeUnit.SECONDS);
            }
        } finally {
            users.shutdownNow();
        }
    }

    private static void user(Telemetry telemetry, int number) {
        RequestRecorder shared = telemetry.request("GET", "/shared");
        RequestRecorder own = telemetry.request("POST", "/own-" + number);
        IterationRecorder iterations = telemetry.iteration("scenario-" + number);
        for (int i = 0; i < REQUESTS / 2; i++) {
            long start = telemetry.now();
            shared.success(start, start + 1_000_000, 512);
            own.record(start - 500_000, start, start + 2_000_000, 503, "503", 64, 128);
            if (i % (REQUESTS / 2 / ITERATIONS) == 0) {
                iterations.record(start, start + 3_000_000);
            }
        }
        telemetry.event("user.done", Map.of("user", number));
    }

    /** The requests the recorder was handed: all, or none where it wants none. */
    List<RequestEvent> requests() {
        return books.published() == witnessBooks.published() ? witness.events(RequestEvent.class) : new ArrayList<>();
    }

    void assertAccounted(Set<String> allowedDrops) {
        assertThat(books.balanced()).as("the books balance: %s", books).isTrue();
        assertThat(books.pending()).as("pending after the close: %s", books).isZero();
        assertThat(books.dropped().keySet())
                .as("reasons for dropping: %s", books)
                .isSubsetOf(allowedDrops);
        assertThat(witness.events(RequestEvent.class)).hasSize(THREADS * REQUESTS);
        long single = THREADS * (long) (REQUESTS + ITERATIONS);
        assertThat(books.published())
                .as("what was published, with or without single requests: %s", books)
                .isIn(witnessBooks.published(), witnessBooks.published() - single);
    }
}
