package io.loadtelemetry.examples.demo;

import io.loadtelemetry.api.RecorderAccounting;
import io.loadtelemetry.api.Role;
import io.loadtelemetry.api.StopReason;
import io.loadtelemetry.api.Telemetry;
import io.loadtelemetry.api.event.CpuWarning;
import io.loadtelemetry.api.event.RequestStats;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One run of the demo: start, load, stop, report. */
final class DemoRun {

    private final DemoOptions options;
    private final LoadShape shape;
    private final Settings settings;
    private final PrintStream out;
    private final PrintStream err;
    private final boolean terminal;
    private final Figures figures = new Figures();
    private final StopSwitch stop = new StopSwitch();

    DemoRun(DemoOptions options, PrintStream out, PrintStream err) throws IOException {
        this.options = options;
        this.err = err;
        shape = options.shape();
        settings = new Settings(options);
        // JSON lines on the standard output are not to be mixed with tables.
        PrintStream tables = "-".equals(settings.jsonPath()) ? err : out;
        this.out = options.quiet ? silent() : tables;
        terminal = !options.quiet && tables == out && Terminal.present();
    }

    private static PrintStream silent() {
        return new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    }

    @SuppressWarnings("try") // The signals are only handled and no longer handled.
    int run() throws IOException {
        HttpDefaults.apply();
        boolean ownReceiver = settings.finds("otel") && !OtlpSink.configuredByUser();
        try (Signals signals = Signals.handle(stop);
                Target target = options.target == null ? Target.start(shape.seed()) : null;
                OtlpSink sink = ownReceiver ? OtlpSink.start() : null;
                ServerSpans spans = instrument(target, sink);
                Telemetry telemetry = settings.builder(figures, shape, terminal).start();
                Workers workers = workers(telemetry, target)) {
            Driver load = load(telemetry, target, sink, workers);
            int unfinished = run(telemetry, load, target);
            if (spans != null) {
                spans.close();
            }
            Audit audit = audit(telemetry, target, sink, unfinished, load, workers);
            report(telemetry, load, audit, target, sink, workers);
            return status(audit);
        }
    }

    private @Nullable ServerSpans instrument(@Nullable Target target, @Nullable OtlpSink sink) {
        if (!options.serverSpans || target == null) {
            return null;
        }
        if (sink == null || OtlpSink.tracesElsewhere()) {
            throw new IllegalArgumentException("--server-spans needs recorder-otel and the demo's own collector: "
                    + "it is not for use with OTEL_EXPORTER_OTLP_… settings");
        }
        ServerSpans spans = ServerSpans.start(sink.endpoint());
        target.instrument(spans);
        return spans;
    }

    private @Nullable Workers workers(Telemetry telemetry, @Nullable Target target) {
        return options.role == Role.MASTER
                ? new Workers(telemetry, options, shape, stop, figures, uri(target), settings.folder())
                : null;
    }

    private URI uri(@Nullable Target target) {
        return Objects.requireNonNull(target == null ? options.target : target.uri(), "target");
    }

    private Driver load(
            Telemetry telemetry, @Nullable Target target, @Nullable OtlpSink sink, @Nullable Workers workers) {
        URI uri = uri(target);
        String model = shape.open()
                ? "open model, " + Texts.rate(shape.rate()) + " requests/s, at most " + shape.users() + " at once"
                : "closed model, " + shape.users() + " users";
        out.println("Load Telemetry demo: " + Texts.duration(shape.durationNanos()) + ", " + model);
        out.println("  target     " + uri + (target == null ? "" : " (built in, seed " + shape.seed() + ")"));
        out.println("  recorders  " + (telemetry.accounting().recorders().isEmpty() ? "none" : recorders(telemetry)));
        jsonFile(telemetry).ifPresent(path -> out.println("  JSON lines " + path));
        if (telemetry.accounting().recorder("otel").isPresent()) {
            out.println("  OTLP to    " + (sink == null ? "where OTEL_… says" : sink.endpoint() + " (built in)"));
        }
        if (workers != null) {
            out.println("  workers    " + options.workers() + " JVMs on this machine, in " + settings.folder());
        }
        out.println();
        if (workers != null) {
            return workers;
        }
        boolean leads = options.role != Role.WORKER;
        HttpCalls calls = new HttpCalls(telemetry, uri, leads ? null : figures.nodeName());
        return new Load(telemetry, calls, shape, stop, leads);
    }

    private static String recorders(Telemetry telemetry) {
        return telemetry.accounting().recorders().stream()
                .map(RecorderAccounting::recorder)
                .collect(Collectors.joining(", "));
    }

    private int run(Telemetry telemetry, Driver load, @Nullable Target target) {
        Progress.View view =
                terminal ? new BarView(out, shape, Terminal.width(), Terminal.unicode()) : new LinesView(out, shape);
        int unfinished;
        try (Progress progress = Progress.start(view, load, figures)) {
            unfinished = load.run(() -> halfTime(telemetry, target));
            progress.end();
            telemetry.stop(stop.signal() == 0 ? StopReason.COMPLETED : StopReason.INTERRUPTED);
        }
        return unfinished;
    }

    private static void halfTime(Telemetry telemetry, @Nullable Target target) {
        if (target != null) {
            target.deploy("1.1");
            telemetry.event("deploy", Map.of("version", "1.1"));
        } else {
            telemetry.event("half.time");
        }
    }

    private Audit audit(
            Telemetry telemetry,
            @Nullable Target target,
            @Nullable OtlpSink sink,
            int unfinished,
            Driver load,
            @Nullable Workers workers) {
        Audit audit = new Audit(telemetry.accounting(), figures.tally());
        audit.unfinished(unfinished, workers == null ? "virtual users" : "workers");
        String killed = workers == null ? null : workers.killed();
        if (!telemetry.accounting().recorders().isEmpty()) {
            audit.target(target);
            audit.json(jsonFile(telemetry), telemetry.run().runId());
            if (killed == null) {
                audit.otlp(sink);
            } else if (target != null) {
                audit.killed(target, killed, figures.fleet());
            }
            if (workers != null && target != null) {
                audit.workers(target, figures.fleet(), killed);
            }
            if (workers == null && tracesArrive(telemetry, sink)) {
                audit.spans(target, Objects.requireNonNull(sink), load.cutOff());
            }
        }
        return audit;
    }

    private static boolean tracesArrive(Telemetry telemetry, @Nullable OtlpSink sink) {
        return sink != null && telemetry.accounting().recorder("otel").isPresent() && !OtlpSink.tracesElsewhere();
    }

    private Optional<Path> jsonFile(Telemetry telemetry) {
        boolean records = telemetry.accounting().recorder("json").isPresent();
        return records ? settings.jsonFile(telemetry.run().runId(), figures.nodeName()) : Optional.empty();
    }

    private void report(
            Telemetry telemetry,
            Driver load,
            Audit audit,
            @Nullable Target target,
            @Nullable OtlpSink sink,
            @Nullable Workers workers) {
        Report report = new Report(out);
        if (stop.signal() != 0) {
            out.println();
            out.println("Ended by " + (stop.signal() == 2 ? "Ctrl-C" : "SIGTERM") + " after "
                    + Texts.duration(load.elapsedNanos()));
        }
        RequestStats total = figures.total();
        if (total == null) {
            out.println();
            out.println("Without telemetry-core nothing was recorded"
                    + (target == null
                            ? "."
                            : "; the target served "
                                    + Texts.count(target.served().total()) + " requests."));
            audit.problems().forEach(problem -> err.println("demo: " + problem));
            return;
        }
        report.requests(figures.endpoints(), total);
        if (workers != null) {
            report.workers(figures.fleet(), target);
        }
        report.accounting(telemetry.accounting());
        if (sink != null && telemetry.accounting().recorder("otel").isPresent()) {
            report.otlp(sink);
        }
        if (workers == null && sink != null && tracesArrive(telemetry, sink)) {
            SampledHeaders announced = target == null ? null : target.sampled();
            List<String> lines =
                    new TraceReport(sink).lines(settings.traceRatio(), options.serverSpans, announced, load.cutOff());
            report.lines(TraceReport.TITLE, lines);
        }
        slowest(report, telemetry);
        report.books(audit.books());
        out.println();
        jsonFile(telemetry).ifPresent(path -> out.println("JSON lines: " + path));
        if (workers != null && telemetry.accounting().recorder("json").isPresent()) {
            workers.files().forEach(path -> out.println("            " + path));
            out.println("The workers' files give the same statistics: telemetry-merge FILE...");
        }
        if (settings.slowestPath() != null
                && telemetry.accounting().recorder("slowest").isPresent()) {
            out.println("Slowest:    " + settings.slowestPath());
        }
        audit.notes().forEach(out::println);
        warnings(load);
        audit.problems().forEach(problem -> err.println("demo: " + problem));
        if (audit.problems().isEmpty()) {
            String killed = workers == null ? null : workers.killed();
            out.println(killed == null ? "All counts agree." : Report.agreeWithout(killed, figures.fleet(), target));
        }
    }

    private void slowest(Report report, Telemetry telemetry) {
        String path = settings.slowestPath();
        if (path == null || telemetry.accounting().recorder("slowest").isEmpty()) {
            return;
        }
        try {
            List<String> lines = Files.readAllLines(Path.of(path));
            if (!lines.isEmpty()) {
                report.lines("Slowest requests (written by the custom recorder)", lines);
            }
        } catch (IOException e) {
            report.lines("Slowest requests", List.of(path + " cannot be read: " + e));
        }
    }

    private void warnings(Driver load) {
        if (load.missed() > 0) {
            out.println(Texts.count(load.missed()) + " requests were due and not sent: all " + shape.users()
                    + " users were busy. More: --users");
        }
        CpuWarning warning = figures.cpuWarning();
        if (warning != null) {
            out.println("CPU was short in this process or on its host (" + Math.round(warning.value() * 100)
                    + " %): times measured then may be its own.");
        }
    }

    private int status(Audit audit) {
        if (!audit.problems().isEmpty()) {
            return 1;
        }
        return stop.signal() == 0 ? 0 : 128 + stop.signal();
    }
}
