package io.loadtelemetry.examples.demo;

import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the report says of the traces: how many there are, and one of them. */
final class TraceReport {

    static final String TITLE = "Traces";

    /** Longer ones have their rest counted. */
    private static final int LONGEST_TREE = 16;

    private final OtlpSink sink;
    private final Traces traces;
    private final List<String> lines = new ArrayList<>();

    TraceReport(OtlpSink sink) {
        this.sink = sink;
        traces = sink.traces();
    }

    /** The lines under the title. */
    List<String> lines(String ratio, boolean serverSpans, @Nullable SampledHeaders announced, long cutOff) {
        if (traces.isEmpty()) {
            lines.add(
                    Double.parseDouble(ratio) == 0
                            ? "none: the share of traced iterations is 0 (--trace-ratio)"
                            : "no spans came, with a share of traced iterations of " + ratio);
            leftOut(cutOff);
            return lines;
        }
        spans(serverSpans);
        if (announced != null) {
            long missing = announced.missing(traces.clients());
            line(
                    "announced",
                    Texts.count(announced.count()) + " requests reached the target as sampled, "
                            + (missing == 0 ? "all have" : Texts.count(missing) + " lack") + " their span");
        }
        if (!traces.keptAtEnd().isEmpty()) {
            line("kept at end", reasons(traces.keptAtEnd()) + " (announced as not sampled)");
        }
        leftOut(cutOff);
        long exemplars = sink.exemplars().size();
        long leading = traces.found(sink.exemplars());
        String leads = leading == exemplars ? "all" : Texts.count(leading);
        line("exemplars", exemplars == 0 ? "none" : Texts.count(exemplars) + ", " + leads + " of spans that came");
        traces.slowest().ifPresent(this::tree);
        return lines;
    }

    private void spans(boolean serverSpans) {
        long server = traces.count(SpanKind.SPAN_KIND_SERVER);
        line(
                "spans",
                Texts.count(traces.count(SpanKind.SPAN_KIND_CLIENT)) + " of requests, "
                        + Texts.count(traces.count(SpanKind.SPAN_KIND_INTERNAL)) + " of iterations, "
                        + (serverSpans ? Texts.count(server) + " of the target" : "none of the target"));
        line(
                "traces",
                Texts.count(traces.traces())
                        + (serverSpans
                                ? ", client and server joined in " + Texts.count(traces.joined())
                                : "; --server-spans shows the target's side too"));
    }

    private void leftOut(long cutOff) {
        for (Map.Entry<String, Map<String, Long>> outcome : sink.spansLeftOut().entrySet()) {
            line(
                    outcome.getKey().replace('_', ' '),
                    reasons(outcome.getValue()) + (outcome.getKey().equals("dropped") ? cutOff(cutOff) : ""));
        }
    }

    private static String cutOff(long count) {
        return count == 0 ? "" : " (iterations under way at the end: " + Texts.count(count) + ")";
    }

    private static String reasons(Map<String, Long> counts) {
        return counts.entrySet().stream()
                .map(reason -> reason.getKey() + " " + Texts.count(reason.getValue()))
                .collect(Collectors.joining(", "));
    }

    private void line(String name, String text) {
        lines.add(String.format(Locale.ROOT, "%-12s %s", name, text));
    }

    private void tree(Span slowest) {
        lines.add("");
        boolean bothSides = !traces.children(slowest).isEmpty();
        lines.add("Slowest request " + (bothSides ? "seen on both sides: " : "with a trace: ") + slowest.getName()
                + ", " + Texts.millis(Traces.nanos(slowest)) + " ms");
        lines.add("  trace " + HexFormat.of().formatHex(slowest.getTraceId().toByteArray()));
        row("", "from ms", "took ms", "");
        List<Row> rows = new ArrayList<>();
        List<Span> roots = traces.roots(slowest);
        long start =
                roots.isEmpty() ? slowest.getStartTimeUnixNano() : roots.get(0).getStartTimeUnixNano();
        roots.forEach(root -> collect(root, 0, rows));
        int left = Math.max(0, rows.size() - LONGEST_TREE);
        rows.subList(0, rows.size() - left).forEach(row -> row(row, start, slowest));
        if (left > 0) {
            lines.add("  … and " + Texts.count(left) + " more spans");
        }
    }

    private record Row(Span span, int depth) {}

    private void collect(Span span, int depth, List<Row> rows) {
        rows.add(new Row(span, depth));
        traces.children(span).forEach(child -> collect(child, depth + 1, rows));
    }

    private void row(Row row, long start, Span slowest) {
        Span span = row.span();
        String name = "  ".repeat(row.depth()) + kind(span) + " " + span.getName();
        String error = Traces.attribute(span, "error.type");
        String reason = Traces.attribute(span, Traces.REASON);
        String note = (error.isEmpty() ? "" : " " + error)
                + (reason.isEmpty() || reason.equals(Traces.AT_START) ? "" : " kept: " + reason)
                + (span.equals(slowest) ? " <-" : "");
        row(name, Texts.millis(span.getStartTimeUnixNano() - start), Texts.millis(Traces.nanos(span)), note);
    }

    private void row(String name, String from, String took, String note) {
        String cut = name.length() > 36 ? name.substring(0, 35) + "~" : name;
        lines.add(String.format(Locale.ROOT, "  %-36s %8s %8s%s", cut, from, took, note)
                .stripTrailing());
    }

    private static String kind(Span span) {
        return switch (span.getKind()) {
            case SPAN_KIND_CLIENT -> "client";
            case SPAN_KIND_SERVER -> "server";
            default -> "iteration";
        };
    }
}
