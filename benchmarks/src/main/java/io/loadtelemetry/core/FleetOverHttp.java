package io.loadtelemetry.core;

import io.loadtelemetry.api.MergeResult;
import io.loadtelemetry.api.RunIdentity;
import io.loadtelemetry.api.spi.ChannelProvider;
import io.loadtelemetry.api.spi.ConfigKey;
import io.loadtelemetry.api.spi.RecorderConfig;
import io.loadtelemetry.api.spi.WorkerChannel;
import io.loadtelemetry.benchmarks.Arguments;
import io.loadtelemetry.benchmarks.Result;
import io.loadtelemetry.channel.http.HttpChannelProvider;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * What it costs a master, in a JVM of its own, when {@code workers=} workers with {@code endpoints=} endpoints send it their
 * snapshots over the channel http, spread over each interval of 2 s: the CPU time of all its process, and how long a
 * snapshot takes from when it is due until the master has counted it.
 */
public final class FleetOverHttp {

    private static final int SENDERS = 16;

    private FleetOverHttp() {}

    private record Settings(Map<String, String> values) implements RecorderConfig {
        @Override
        public <T> T get(ConfigKey<T> key) {
            return find(key).orElseThrow();
        }

        @Override
        public <T> Optional<T> find(ConfigKey<T> key) {
            String text = values.get("TELEMETRY_HTTP_"
                    + key.name().toUpperCase(java.util.Locale.ROOT).replace('.', '_'));
            return text == null ? key.defaultValue() : Optional.of(key.parse(text));
        }
    }

    /**
     * Measures.
     *
     * @param args {@code workers=}, {@code endpoints=}, {@code requests=}, {@code warmup=}, {@code intervals=} and {@code
     *     keepalive=}, 0 for a new connection for each snapshot
     * @throws Exception if the master cannot be started
     */
    public static void main(String[] args) throws Exception {
        Arguments arguments = new Arguments(args);
        int workers = (int) arguments.number("workers", 1000);
        int endpoints = (int) arguments.number("endpoints", 200);
        int requests = (int) arguments.number("requests", 10);
        int warmUp = (int) arguments.number("warmup", 4);
        int intervals = (int) arguments.number("intervals", 4);
        boolean keepAlive = arguments.number("keepalive", 1) == 1;
        if (!keepAlive) {
            System.setProperty("jdk.httpclient.keepalive.timeout", "0");
        }
        String section = keepAlive ? "scale" : "connections";
        Process master = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        FleetMaster.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        ExecutorService senders = Executors.newFixedThreadPool(SENDERS);
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(master.getInputStream(), StandardCharsets.UTF_8))) {
            Map<String, String> environment = environment(out);
            FleetSimulation simulation = new FleetSimulation(
                    RunIdentity.decode(environment.getOrDefault("TELEMETRY_RUN", ""))
                            .runId(),
                    workers,
                    endpoints,
                    requests);
            ChannelProvider provider = new HttpChannelProvider();
            try (WorkerChannel channel = provider.connect(new Settings(environment))) {
                long[] delays = new long[workers * intervals];
                AtomicLong refused = new AtomicLong();
                Duration cpu = Duration.ZERO;
                long expected = 0;
                // Before the start: to write them takes longer than to read them.
                List<List<byte[]>> all = new ArrayList<>();
                for (int i = 0; i < warmUp + intervals; i++) {
                    all.add(simulation.interval());
                    expected += simulation.requests();
                }
                long start = System.nanoTime();
                long measured = start;
                for (int i = -warmUp; i < intervals; i++) {
                    List<byte[]> snapshots = all.get(i + warmUp);
                    if (i == 0) {
                        cpu = cpu(master);
                        measured = System.nanoTime();
                    }
                    long begin = start + (i + warmUp) * FleetSimulation.INTERVAL_NANOS;
                    for (int worker = 0; worker < workers; worker++) {
                        long due = begin + worker * FleetSimulation.INTERVAL_NANOS / workers;
                        LockSupport.parkNanos(due - System.nanoTime());
                        byte[] snapshot = snapshots.get(worker);
                        int place = i * workers + worker;
                        senders.execute(() -> send(channel, snapshot, due, delays, place, refused));
                    }
                }
                senders.shutdown();
                boolean unused = senders.awaitTermination(2, TimeUnit.MINUTES);
                double seconds = (System.nanoTime() - measured) / 1e9;
                double cores = cpu(master).minus(cpu).toNanos() / 1e9 / seconds;
                master.getOutputStream().close();
                long counted = Long.parseLong(out.readLine());
                print(section, workers, endpoints, requests, "cores", "1", cores);
                print(
                        section,
                        workers,
                        endpoints,
                        requests,
                        "snapshots per second",
                        "1/s",
                        workers * intervals / seconds);
                Arrays.sort(delays);
                print(section, workers, endpoints, requests, "p50", "ms", delays[delays.length / 2] / 1e6);
                print(section, workers, endpoints, requests, "p99", "ms", delays[delays.length * 99 / 100] / 1e6);
                print(section, workers, endpoints, requests, "not counted", "1", expected - counted + refused.get());
            }
        } finally {
            senders.shutdownNow();
            master.destroyForcibly();
        }
    }

    private static void send(
            WorkerChannel channel, byte[] snapshot, long due, long[] delays, int place, AtomicLong refused) {
        try {
            while (true) {
                try {
                    if (channel.send(snapshot) != MergeResult.MERGED) {
                        refused.incrementAndGet();
                    }
                    break;
                } catch (IOException e) {
                    Thread.sleep(100);
                }
            }
        } catch (InterruptedException e) {
            refused.incrementAndGet();
        }
        if (place >= 0) {
            delays[place] = System.nanoTime() - due;
        }
    }

    private static Map<String, String> environment(BufferedReader out) throws IOException {
        Map<String, String> environment = new TreeMap<>();
        for (String line = out.readLine(); line != null && !line.isEmpty(); line = out.readLine()) {
            int equals = line.indexOf('=');
            environment.put(line.substring(0, equals), line.substring(equals + 1));
        }
        return environment;
    }

    private static Duration cpu(Process process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private static void print(
            String section, int workers, int endpoints, int requests, String measure, String unit, double value) {
        Map<String, String> params =
                Map.of("workers", "" + workers, "endpoints", "" + endpoints, "requests", "" + requests);
        new Result(section, "http", params, measure, unit, value).print();
    }
}
