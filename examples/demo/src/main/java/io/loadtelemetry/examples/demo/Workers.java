package io.loadtelemetry.examples.demo;

import io.loadtelemetry.api.Telemetry;
import io.loadtelemetry.api.event.RequestStats;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The load of a master: worker JVMs on this machine, each with its share. */
final class Workers implements Driver, AutoCloseable {

    /** What a worker may take longer than its load: to start, and to end. */
    private static final long SLACK_NANOS = TimeUnit.SECONDS.toNanos(40);

    private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final Telemetry telemetry;
    private final DemoOptions options;
    private final LoadShape shape;
    private final StopSwitch stop;
    private final Figures figures;
    private final URI target;
    private final Path folder;
    private final Map<String, Process> processes = new TreeMap<>();
    /** When all had joined; 0 before. */
    private volatile long start;

    private @Nullable String killed;

    /** @param folder where the workers write */
    Workers(
            Telemetry telemetry,
            DemoOptions options,
            LoadShape shape,
            StopSwitch stop,
            Figures figures,
            URI target,
            Path folder) {
        this.telemetry = telemetry;
        this.options = options;
        this.shape = shape;
        this.stop = stop;
        this.figures = figures;
        this.target = target;
        this.folder = folder;
    }

    @Override
    public int run(Runnable halfTime) {
        try {
            for (int number = 1; number <= options.workers(); number++) {
                processes.put("worker-" + number, start(number));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        await(() -> figures.fleet().joined() >= processes.size(), SLACK_NANOS);
        // Not before: a JVM on a busy machine takes its time.
        start = telemetry.now();
        boolean spawned = false;
        boolean half = false;
        while (running() && !stop.stopped() && telemetry.now() - start < shape.durationNanos() + SLACK_NANOS) {
            long elapsed = telemetry.now() - start;
            if (!spawned && elapsed >= shape.rampNanos()) {
                spawned = true;
                telemetry.spawningComplete(active());
            }
            if (killed == null && options.killWorkerAfter != null && elapsed >= options.killWorkerAfter.toNanos()) {
                kill();
            }
            if (!half && elapsed >= shape.durationNanos() / 2) {
                half = true;
                halfTime.run();
            }
            boolean unused = stop.sleep(STEP_NANOS);
        }
        return end();
    }

    private void await(java.util.function.BooleanSupplier condition, long nanos) {
        long deadline = System.nanoTime() + nanos;
        while (!condition.getAsBoolean() && running() && !stop.stopped() && System.nanoTime() - deadline < 0) {
            boolean unused = stop.sleep(STEP_NANOS);
        }
    }

    private boolean running() {
        return processes.values().stream().anyMatch(Process::isAlive);
    }

    /** As kill -9 does it: nothing of it is flushed. */
    private void kill() {
        killed = "worker-" + processes.size();
        Process process = processes.get(killed);
        if (process != null) {
            process.destroyForcibly();
        }
    }

    /** Which worker was killed, or null. */
    @Nullable
    String killed() {
        return killed;
    }

    /** The names of the workers. */
    List<String> names() {
        return List.copyOf(processes.keySet());
    }

    /** The files of the workers' JSON lines. */
    List<Path> files() {
        return names().stream().map(this::file).toList();
    }

    private Path file(String worker) {
        return folder.resolve(worker + ".jsonl");
    }

    /** Tells who is still there to end, and waits for it; returns how many did not end as they should. */
    private int end() {
        if (stop.stopped()) {
            processes.values().forEach(Process::destroy);
        }
        int bad = 0;
        for (Map.Entry<String, Process> each : processes.entrySet()) {
            try {
                boolean ended = each.getValue().waitFor(SLACK_NANOS, TimeUnit.NANOSECONDS);
                boolean well = ended && (each.getValue().exitValue() == 0 || stop.stopped());
                bad += well || each.getKey().equals(killed) ? 0 : 1;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return processes.size();
            }
        }
        return bad;
    }

    private Process start(int number) throws IOException {
        String name = "worker-" + number;
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-Dsun.misc.unsafe.memory.access=allow"));
        command.addAll(properties());
        command.addAll(List.of("-cp", classpath(), Demo.class.getName()));
        command.addAll(List.of("--role", "worker", "--quiet", "--target", target.toString()));
        command.addAll(List.of("--users", String.valueOf(share(number))));
        if (shape.open()) {
            command.addAll(List.of("--rate", String.valueOf(shape.rate() / options.workers())));
        }
        command.addAll(List.of("--duration", shape.durationNanos() / 1_000_000 + "ms"));
        command.addAll(List.of("--ramp", shape.rampNanos() / 1_000_000 + "ms"));
        command.addAll(List.of("--seed", String.valueOf(shape.seed() + number)));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(telemetry.workerEnvironment());
        builder.environment().put("TELEMETRY_NODE_NAME", name);
        if (telemetry.accounting().recorder("json").isPresent()) {
            builder.environment().put("TELEMETRY_JSON_PATH", file(name).toString());
        }
        if (telemetry.accounting().recorder("slowest").isPresent()) {
            builder.environment()
                    .put(
                            "TELEMETRY_SLOWEST_PATH",
                            folder.resolve(name + "-slowest.txt").toString());
        }
        return builder.redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private int share(int number) {
        return shape.users() / options.workers() + (number <= shape.users() % options.workers() ? 1 : 0);
    }

    /** What the user set for this JVM, and where the demo's own OTLP receiver is; not what is this node's alone. */
    private static List<String> properties() {
        return System.getProperties().stringPropertyNames().stream()
                .filter(key -> key.startsWith("otel.") || key.startsWith("telemetry."))
                .filter(key -> !key.endsWith(".path")
                        && !key.startsWith("telemetry.http.")
                        && !key.startsWith("telemetry.node."))
                .sorted()
                .map(key -> "-D" + key + "=" + System.getProperty(key))
                .toList();
    }

    /** Of this class: under Maven it is that of a loader, not of the JVM. */
    private static String classpath() {
        if (Demo.class.getClassLoader() instanceof URLClassLoader loader) {
            return Stream.of(loader.getURLs())
                    .map(URL::getPath)
                    .map(path -> new File(URI.create("file://" + path)).getPath())
                    .collect(Collectors.joining(File.pathSeparator));
        }
        String classpath = System.getProperty("java.class.path", "");
        if (classpath.isBlank()) {
            throw new IllegalArgumentException(
                    "--role master needs the demo on the class path: the workers get it from there");
        }
        return classpath;
    }

    @Override
    public long elapsedNanos() {
        return start == 0 ? 0 : Math.min(shape.durationNanos(), telemetry.now() - start);
    }

    @Override
    public int active() {
        RequestStats stats = figures.interval();
        return stats == null ? 0 : (int) stats.users().orElse(0);
    }

    /** What each worker says of itself is its own. */
    @Override
    public long missed() {
        return 0;
    }

    @Override
    public long cutOff() {
        return 0;
    }

    @Override
    public void close() {
        processes.values().forEach(Process::destroyForcibly);
    }
}
