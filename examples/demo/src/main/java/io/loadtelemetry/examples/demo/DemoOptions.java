package io.loadtelemetry.examples.demo;

import io.loadtelemetry.api.Role;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line. */
@Command(
        name = "demo",
        sortOptions = false,
        sortSynopsis = false,
        usageHelpWidth = 80,
        separator = " ",
        description = {
            "Drives real HTTP load with every recorder on the classpath, and holds what they recorded against what the "
                    + "target served.",
            ""
        },
        footer = {
            "",
            "Exit codes: 0 all counts agree, 1 they do not, 2 wrong options, 130 or 143 ended by a signal.",
            "Everything else is configured by system properties telemetry.… or environment variables TELEMETRY_… and "
                    + "OTEL_…; see the README."
        })
final class DemoOptions {

    private static final int DEFAULT_USERS = 20;
    private static final int DEFAULT_OPEN_USERS = 200;
    private static final int DEFAULT_WORKERS = 3;

    @Option(
            names = "--users",
            paramLabel = "N",
            converter = OptionTypes.Users.class,
            description = "virtual users (default 20); with --rate the most requests under way at once (default 200)")
    @Nullable
    Integer users;

    @Option(
            names = "--rate",
            paramLabel = "R",
            converter = OptionTypes.Rate.class,
            description = "requests per second, sent by a schedule whatever the target does (open model); without it "
                    + "each user thinks for a while after an answer (closed model)")
    @Nullable
    Double rate;

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            defaultValue = "10s",
            converter = OptionTypes.Time.class,
            description = "how long, such as 500ms, 10s, 1m, with the ramp-up (default 10s)")
    Duration duration = Duration.ofSeconds(10);

    @Option(
            names = "--ramp",
            paramLabel = "TIME",
            converter = OptionTypes.TimeOrZero.class,
            description = "how long it takes to come to full load (default 2s, at most half of the duration)")
    @Nullable
    Duration ramp;

    @Option(
            names = "--target",
            paramLabel = "URL",
            converter = OptionTypes.Target.class,
            description = "load this server instead of the built-in one; what it served is then not known")
    @Nullable
    URI target;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "where the JSON lines go, - for the standard output (default a new file in the temporary "
                    + "folder)")
    @Nullable
    String json;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "42",
            converter = OptionTypes.Seed.class,
            description = "of all that is random: latencies, failures, what users do (default 42)")
    Long seed = 42L;

    @Option(
            names = "--trace-ratio",
            paramLabel = "R",
            converter = OptionTypes.Share.class,
            description = "share of the iterations that are traced, 0 to 1 (default what telemetry.otel.trace.ratio "
                    + "says, else 0.05)")
    @Nullable
    Double traceRatio;

    @Option(
            names = "--server-spans",
            description = "the built-in target is instrumented with an OpenTelemetry SDK of its own: one trace then "
                    + "shows client and server")
    boolean serverSpans;

    @Option(
            names = "--role",
            paramLabel = "ROLE",
            defaultValue = "standalone",
            converter = OptionTypes.RoleName.class,
            description = "master: the load is made by worker JVMs on this machine, and their statistics are merged; "
                    + "worker is what a master starts (default standalone)")
    Role role = Role.STANDALONE;

    @Option(
            names = "--workers",
            paramLabel = "N",
            converter = OptionTypes.WorkerCount.class,
            description = "worker JVMs of a master; --users and --rate are shared among them (default 3)")
    @Nullable
    Integer workers;

    @Option(
            names = "--kill-worker-after",
            paramLabel = "TIME",
            converter = OptionTypes.Time.class,
            description = "kills one worker (kill -9) so long after all have joined: what it had sent is counted once, "
                    + "the rest named")
    @Nullable
    Duration killWorkerAfter;

    @Option(names = "--quiet", description = "print nothing but errors")
    boolean quiet;

    @Option(names = "--help", usageHelp = true, description = "print this help")
    boolean help;

    /**
     * Reads the command line.
     *
     * @throws IllegalArgumentException with one line that says what is wrong
     */
    static DemoOptions parse(String... args) {
        DemoOptions options = new DemoOptions();
        try {
            new CommandLine(options).parseArgs(args);
        } catch (ParameterException e) {
            throw new IllegalArgumentException(oneLine(e), e);
        }
        if (options.ramp != null && options.ramp.compareTo(options.duration) > 0) {
            throw new IllegalArgumentException("--ramp is longer than --duration: allowed is at most "
                    + Texts.duration(options.duration.toNanos()));
        }
        if (options.serverSpans && options.target != null) {
            throw new IllegalArgumentException("--server-spans is for the built-in target, not for --target");
        }
        options.checkRole();
        return options;
    }

    private void checkRole() {
        if (role != Role.MASTER && (workers != null || killWorkerAfter != null)) {
            throw new IllegalArgumentException("--workers and --kill-worker-after are for --role master");
        }
        if (role == Role.MASTER && shape().users() < workers()) {
            throw new IllegalArgumentException("--users " + shape().users() + " are too few for " + workers()
                    + " workers: allowed is at least one each");
        }
        if (role != Role.STANDALONE && (serverSpans || traceRatio != null)) {
            throw new IllegalArgumentException("--trace-ratio and --server-spans are for --role standalone");
        }
        if (role == Role.WORKER && target == null) {
            throw new IllegalArgumentException("--role worker needs --target: a master gives it");
        }
    }

    /** How many workers a master starts. */
    int workers() {
        return workers == null ? DEFAULT_WORKERS : workers;
    }

    private static String oneLine(ParameterException e) {
        String message = String.valueOf(e.getMessage());
        if (e instanceof UnmatchedArgumentException unmatched) {
            message = "Unknown option: '" + unmatched.getUnmatched().get(0) + "'";
            if (!unmatched.getSuggestions().isEmpty()) {
                message += ", did you mean " + unmatched.getSuggestions().get(0) + "?";
            }
        }
        return message.replaceAll("\\p{Cntrl}+", " ");
    }

    static String usage() {
        return new CommandLine(new DemoOptions()).getUsageMessage(CommandLine.Help.Ansi.OFF);
    }

    LoadShape shape() {
        double perSecond = rate == null ? 0 : rate;
        int defaultUsers = rate == null ? DEFAULT_USERS : DEFAULT_OPEN_USERS;
        long nanos = duration.toNanos();
        long rampNanos = ramp == null ? Math.min(Duration.ofSeconds(2).toNanos(), nanos / 2) : ramp.toNanos();
        return new LoadShape(users == null ? defaultUsers : users, perSecond, nanos, rampNanos, seed);
    }
}
