package io.loadtelemetry.examples.demo;

import io.loadtelemetry.api.Accounting;
import io.loadtelemetry.api.RecorderAccounting;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Collects what everybody counted, and all that is not as it should be. */
final class Audit {

    private final Accounting accounting;
    private final Books books;
    private final List<String> problems = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    Audit(Accounting accounting, Tally statistics) {
        this.accounting = accounting;
        this.books = new Books(statistics);
        accounting.recorders().stream()
                .filter(entry -> !entry.balanced() || entry.pending() != 0)
                .map(Audit::unbalanced)
                .forEach(problems::add);
    }

    private static String unbalanced(RecorderAccounting entry) {
        return "recorder " + entry.recorder() + ": published " + entry.published() + ", but recorded "
                + entry.recorded() + " + dropped " + entry.droppedTotal() + " + pending " + entry.pending();
    }

    void target(@Nullable Target target) {
        if (target == null) {
            notes.add("The target is not the demo's own: what it served is not known and not compared.");
        } else {
            books.add(Books.TARGET, target.served());
        }
    }

    /** One worker was killed: what it had served and not told is missing, and named. */
    void killed(Target target, String worker, FleetFigures fleet) {
        Tally served = target.served(worker);
        long counted = fleet.counted().getOrDefault(worker, 0L);
        books.mayLack(served);
        if (counted > served.total()) {
            problems.add(worker + ": " + counted + " requests are counted, and the target served it " + served.total());
        }
        notes.add("OTLP is not compared: the last export of the worker that was killed is not as old as its last"
                + " snapshot.");
    }

    /** Every worker that was not killed: what the target served it is what is counted of it. */
    void workers(Target target, FleetFigures fleet, @Nullable String killed) {
        long unanswered = books.unanswered();
        fleet.counted().forEach((worker, counted) -> {
            long served = target.served(worker).total();
            if (!worker.equals(killed) && Math.abs(served - counted) > unanswered) {
                problems.add(worker + ": the target served it " + served + " requests, counted are " + counted);
            }
        });
    }

    void json(Optional<Path> file, String runId) {
        if (accounting.recorder("json").isEmpty()) {
            return;
        }
        if (file.isEmpty()) {
            notes.add("The JSON lines are not in one plain file and not compared.");
            return;
        }
        try {
            JsonFile json = JsonFile.read(file.get(), runId);
            books.add("json", json.tally());
            if (!json.stopped()) {
                problems.add("the JSON file " + file.get() + " has no test.stop of this run");
            }
        } catch (IOException | NumberFormatException e) {
            problems.add("the JSON file " + file.get() + " cannot be read: " + e);
        }
    }

    void otlp(@Nullable OtlpSink sink) {
        if (accounting.recorder("otel").isEmpty()) {
            return;
        }
        if (sink == null) {
            notes.add("OTLP went where the user's OTEL_ settings say and is not compared.");
            return;
        }
        books.add("otlp", sink.tally());
        sink.problems().forEach(problem -> problems.add("the OTLP receiver could not read: " + problem));
    }

    /** Every header that promised a span must have one; what the recorder says it lost, beyond cut off iterations, is not held against it. */
    void spans(@Nullable Target target, OtlpSink sink, long cutOff) {
        if (target == null) {
            return;
        }
        Traces traces = sink.traces();
        spans(target.sampled().count(), target.sampled().missing(traces.clients()), sink.spansDropped() - cutOff);
        long astray = sink.exemplars().size() - traces.found(sink.exemplars());
        if (astray > 0) {
            problems.add(astray + " exemplars are of spans that did not come");
        }
    }

    void spans(long sampled, long missing, long dropped) {
        String text = "spans: of " + Texts.count(sampled) + " requests the target saw as sampled, "
                + Texts.count(missing) + " have no span";
        if (missing > dropped) {
            problems.add(text + ", and the recorder dropped " + Texts.count(dropped));
        } else if (missing > 0) {
            notes.add(text + ": dropped, as the recorder says.");
        }
    }

    void unfinished(int count, String whose) {
        if (count > 0) {
            problems.add(count + " " + whose + " did not end as they should: what they are doing is not recorded");
        }
    }

    Books books() {
        return books;
    }

    /** What was not compared. */
    List<String> notes() {
        return notes;
    }

    /** All that is not as it should be; empty where all counts agree. */
    List<String> problems() {
        List<String> all = new ArrayList<>(problems);
        all.addAll(books.differences());
        return all;
    }
}
