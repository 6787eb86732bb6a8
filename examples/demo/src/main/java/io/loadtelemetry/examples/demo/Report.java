package io.loadtelemetry.examples.demo;

import io.loadtelemetry.api.Accounting;
import io.loadtelemetry.api.RecorderAccounting;
import io.loadtelemetry.api.event.LatencyStats;
import io.loadtelemetry.api.event.RequestStats;
import io.loadtelemetry.api.event.WorkerLeave;
import java.io.PrintStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The tables at the end, for 80 columns. */
final class Report {

    private static final int WIDTH = 79;

    private final PrintStream out;

    Report(PrintStream out) {
        this.out = out;
    }

    void requests(List<RequestStats> endpoints, RequestStats total) {
        latencies("Requests (service time in ms)", endpoints, total, RequestStats::serviceTime);
        if (total.responseTime() != null) {
            latencies("Response time from the intended start (ms)", endpoints, total, RequestStats::responseTime);
        }
    }

    private void latencies(
            String title,
            List<RequestStats> endpoints,
            RequestStats total,
            Function<RequestStats, @Nullable LatencyStats> latency) {
        out.println();
        out.println(title);
        line("  %-19s %9s %7s %8s %7s %7s %7s %7s", "", "count", "failed", "req/s", "p50", "p95", "p99", "max");
        for (RequestStats stats : endpoints) {
            latencies(stats, latency.apply(stats));
        }
        latencies(total, latency.apply(total));
    }

    private void latencies(RequestStats stats, @Nullable LatencyStats latency) {
        line(
                "  %-19s %9s %7s %8s %7s %7s %7s %7s",
                Figures.label(stats),
                Texts.count(stats.requests()),
                Texts.count(stats.failures()),
                Texts.rate(stats.requestsPerSecond()),
                latency == null ? "-" : Texts.millis(latency.p50()),
                latency == null ? "-" : Texts.millis(latency.p95()),
                latency == null ? "-" : Texts.millis(latency.p99()),
                latency == null ? "-" : Texts.millis(latency.max()));
    }

    void accounting(Accounting accounting) {
        out.println();
        out.println("Recorders (events: published = recorded + dropped + pending)");
        line("  %-19s %9s %9s %9s %9s", "", "published", "recorded", "dropped", "pending");
        for (RecorderAccounting entry : accounting.recorders()) {
            String reasons = entry.dropped().entrySet().stream()
                    .map(reason -> reason.getKey() + " " + Texts.count(reason.getValue()))
                    .collect(Collectors.joining(", "));
            line(
                    "  %-19s %9s %9s %9s %9s  %s",
                    entry.recorder(),
                    Texts.count(entry.published()),
                    Texts.count(entry.recorded()),
                    Texts.count(entry.droppedTotal()),
                    Texts.count(entry.pending()),
                    reasons);
        }
    }

    /** What is counted of each worker, and what the target served it, where that is known. */
    void workers(FleetFigures fleet, @Nullable Target target) {
        out.println();
        out.println("Workers (requests)");
        line("  %-19s %9s %9s %9s", "", "counted", "served", "lost");
        fleet.counted().forEach((worker, counted) -> {
            WorkerLeave left = fleet.left(worker);
            long served = target == null ? counted : target.served(worker).total();
            String how = left == null ? "" : left.reason();
            if (left != null && !left.reason().equals(WorkerLeave.FINISHED)) {
                how += "; known until " + Instant.ofEpochSecond(0, left.until()).truncatedTo(ChronoUnit.MILLIS);
            }
            line(
                    "  %-19s %9s %9s %9s  %s",
                    worker,
                    Texts.count(counted),
                    target == null ? "?" : Texts.count(served),
                    target == null ? "?" : Texts.count(served - counted),
                    how);
        });
    }

    /** The last word of a run of which one worker was killed. */
    static String agreeWithout(String killed, FleetFigures fleet, @Nullable Target target) {
        WorkerLeave left = fleet.left(killed);
        long counted = fleet.counted().getOrDefault(killed, 0L);
        String lost =
                target == null ? "what" : Texts.count(target.served(killed).total() - counted) + " requests";
        String since = left == null
                ? "its start"
                : Instant.ofEpochSecond(0, left.until())
                        .truncatedTo(ChronoUnit.MILLIS)
                        .toString();
        return "All counts agree, but for " + lost + " that " + killed + " had not told when it was killed: lost from "
                + since + " on.";
    }

    void books(Books books) {
        out.println();
        out.println("Books (requests per endpoint and outcome, as everybody counted them)");
        line("  %-19s %-9s%s", "", "", columns(books.parties(), Function.identity()));
        for (Books.Row row : books.rows()) {
            String counts = columns(row.counts(), count -> count == null ? "?" : Texts.count(count));
            line("  %-19s %-9s%s%s", row.endpoint(), row.outcome(), counts, row.agrees() ? "" : "  <- differs");
        }
    }

    private static <T extends @Nullable Object> String columns(List<T> cells, Function<T, String> text) {
        return cells.stream()
                .map(cell -> String.format(Locale.ROOT, "%11s", text.apply(cell)))
                .collect(Collectors.joining());
    }

    void otlp(OtlpSink sink) {
        out.println();
        out.println("OTLP (" + sink.endpoint() + ", exports: " + Texts.count(sink.exports()) + ", metrics: "
                + sink.metricNames().size() + ")");
        wrapped(sink.metricNames());
    }

    void lines(String title, List<String> lines) {
        out.println();
        out.println(title);
        for (String line : lines) {
            String text = ("  " + line).stripTrailing();
            out.println(text.length() > WIDTH ? text.substring(0, WIDTH - 1) + "~" : text);
        }
    }

    private void wrapped(Collection<String> words) {
        StringBuilder line = new StringBuilder(" ");
        for (String word : words) {
            if (line.length() + 1 + word.length() > WIDTH) {
                out.println(line);
                line.setLength(1);
            }
            line.append(' ').append(word);
        }
        out.println(line);
    }

    private void line(String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values).stripTrailing());
    }
}
