package io.loadtelemetry.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is measured: by section, the measuring programs with their arguments, and how often each is run. */
final class Suite {

    private static final String PACKAGE = "io.loadtelemetry.benchmarks.";
    private static final String CORE = "io.loadtelemetry.core.";

    private static final List<String> RINGS = List.of(
            "loadtelemetry",
            "single-ring",
            "disruptor",
            "disruptor-blocking",
            "jctools-mpsc",
            "agrona",
            "array-blocking-queue");

    private static final List<String> METERS = List.of(
            "micrometer-timer", "micrometer-otlp", "otel-histogram", "hdr-recorder", "three-adders", "log4j2-async");

    /**
     * A measuring program with its arguments.
     *
     * @param command the name of the class, and its arguments
     */
    record Program(List<String> command) {}

    /**
     * Programs that are run one after the other, so many times over.
     *
     * @param rounds how often
     * @param programs what
     */
    record Section(int rounds, List<Program> programs) {}

    private final Map<String, Section> sections = new LinkedHashMap<>();

    private Suite() {}

    /** A few minutes: enough to see that the ratios hold, with fewer subjects and rounds. */
    static Suite quick() {
        Suite suite = new Suite();
        List<String> few = List.of("loadtelemetry", "disruptor", "micrometer-timer", "otel-histogram");
        suite.section("publish", 1, publish("PublishCost", few, "1", "2", "8"));
        suite.section("latency", 1, publish("PublishLatency", List.of("empty", "loadtelemetry", "disruptor"), "2"));
        suite.section("startup", 3, List.of(program("run.StartUp")));
        suite.section("idle", 1, idle());
        suite.section("lanes", 1, lanes());
        suite.section("delivery", 1, List.of(delivery("5100000", "64", "json,otel,system")));
        suite.section("stall", 1, stall());
        suite.section("overhead", 1, overhead(List.of("loadtelemetry"), 8));
        suite.section("blackhole", 1, blackHole(8));
        suite.section("tracing", 1, tracing(8));
        suite.section("scale", 1, List.of(fleet("FleetCost", "1000", "200", "10")));
        return suite;
    }

    /** Everything. */
    static Suite full() {
        Suite suite = new Suite();
        List<String> all = new ArrayList<>(RINGS);
        all.addAll(METERS);
        List<String> timed = new ArrayList<>(List.of("empty"));
        timed.addAll(RINGS);
        timed.addAll(List.of("micrometer-timer", "otel-histogram"));
        suite.section("publish", 2, publish("PublishCost", all, "1", "2", "4", "8"));
        suite.section("latency", 2, publish("PublishLatency", timed, "2", "8"));
        suite.section("saturated", 1, publish("PublishSaturated", RINGS, "4"));
        suite.section("virtual", 1, List.of(program("publish.VirtualThreads")));
        suite.section("startup", 7, List.of(program("run.StartUp"), program("run.StartUp", "recorders=none")));
        suite.section("idle", 1, idle());
        suite.section("lanes", 1, lanes());
        List<Program> delivery = new ArrayList<>();
        for (String rate : List.of("10000", "100000", "1000000", "5100000")) {
            delivery.add(delivery(rate, "64", "json,otel,system"));
        }
        for (String endpoints : List.of("1", "1000", "2000")) {
            delivery.add(delivery("1000000", endpoints, "json,otel,system"));
        }
        for (String recorders : List.of("none", "json", "otel")) {
            delivery.add(delivery("1000000", "64", recorders));
        }
        suite.section("delivery", 1, delivery);
        suite.section("stall", 2, stall());
        List<String> alternatives = List.of(
                "off", "loadtelemetry", "loadtelemetry-requests", "micrometer-otlp", "otel-sdk", "log4j2-async");
        suite.section("overhead", 1, overhead(alternatives, 15));
        suite.section("blackhole", 1, blackHole(30));
        suite.section("tracing", 1, tracing(30));
        suite.section("scale", 2, scale());
        suite.section(
                "connections",
                2,
                List.of(new Program(List.of(
                        CORE + "FleetOverHttp", "workers=1000", "endpoints=200", "requests=10", "keepalive=0"))));
        return suite;
    }

    private static List<Program> scale() {
        List<Program> programs = new ArrayList<>();
        for (String workers : List.of("250", "1000", "4000")) {
            programs.add(fleet("FleetCost", workers, "200", "10"));
        }
        programs.add(fleet("FleetCost", "1000", "200", "1"));
        programs.add(fleet("FleetCost", "1000", "200", "100"));
        programs.add(fleet("FleetCost", "1000", "200", "1000"));
        programs.add(fleet("FleetCost", "1000", "20", "10"));
        programs.add(fleet("FleetCost", "100", "2000", "10"));
        for (String workers : List.of("250", "500", "1000", "1500")) {
            programs.add(fleet("FleetOverHttp", workers, "200", "10"));
        }
        return programs;
    }

    private static Program fleet(String name, String workers, String endpoints, String requests) {
        return new Program(
                List.of(CORE + name, "workers=" + workers, "endpoints=" + endpoints, "requests=" + requests));
    }

    private static List<Program> publish(String name, List<String> subjects, String... threads) {
        List<Program> programs = new ArrayList<>();
        for (String count : threads) {
            for (String subject : subjects) {
                programs.add(
                        program("publish." + name, "subject=" + subject, "threads=" + count, "rounds=11", "seconds=2"));
            }
        }
        return programs;
    }

    private static List<Program> idle() {
        return List.of(
                program("run.Idle", "recorders=off", "warmup=12", "seconds=10"),
                program("run.Idle", "warmup=12", "seconds=10"));
    }

    private static List<Program> lanes() {
        List<Program> programs = new ArrayList<>();
        for (String endpoints : List.of("1", "64", "1000")) {
            for (String subject : List.of("statistics", "hdrhistogram")) {
                programs.add(
                        new Program(List.of(CORE + "StatisticsCost", "subject=" + subject, "endpoints=" + endpoints)));
            }
            programs.add(program("lanes.OtelExportCost", "measure=record", "endpoints=" + endpoints));
        }
        programs.add(program("lanes.OtelExportCost", "series=1000"));
        programs.add(program("lanes.JsonCost"));
        return programs;
    }

    private static Program delivery(String rate, String endpoints, String recorders) {
        return program(
                "run.Delivery",
                "rate=" + rate,
                "endpoints=" + endpoints,
                "recorders=" + recorders,
                "capacity=524288",
                "warmup=5",
                "seconds=5");
    }

    private static List<Program> stall() {
        return List.of(program("run.Stall", "stall=0"), program("run.Stall", "stall=1000"));
    }

    private static List<Program> overhead(List<String> subjects, int seconds) {
        List<Program> programs = new ArrayList<>();
        for (String subject : subjects) {
            programs.add(program(
                    "overhead.OverheadPair", "a=off", "b=" + subject, "seconds=" + seconds, "slices=" + 20 * seconds));
        }
        return programs;
    }

    /** Beside a collector that never answers, against the same beside one that does; and the error of the method. */
    private static List<Program> blackHole(int seconds) {
        List<Program> programs = new ArrayList<>();
        for (String subject : List.of("loadtelemetry-blackhole", "loadtelemetry")) {
            programs.add(program(
                    "overhead.OverheadPair",
                    "a=loadtelemetry",
                    "b=" + subject,
                    "seconds=" + seconds,
                    "slices=" + 20 * seconds));
        }
        return programs;
    }

    /** All requests sampled against none; the part of that which is sending a header; and the error of the method. */
    private static List<Program> tracing(int seconds) {
        List<Program> programs = new ArrayList<>();
        for (List<String> pair : List.of(
                List.of("loadtelemetry-untraced", "loadtelemetry-traced"),
                List.of("loadtelemetry-header", "loadtelemetry-traced"),
                List.of("loadtelemetry-untraced", "loadtelemetry-header"),
                List.of("loadtelemetry-untraced", "loadtelemetry-untraced"))) {
            programs.add(program(
                    "overhead.OverheadPair",
                    "a=" + pair.get(0),
                    "b=" + pair.get(1),
                    "seconds=" + seconds,
                    "slices=" + 20 * seconds));
        }
        return programs;
    }

    private static Program program(String name, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(PACKAGE + name);
        command.addAll(List.of(arguments));
        return new Program(List.copyOf(command));
    }

    private void section(String name, int rounds, List<Program> programs) {
        sections.put(name, new Section(rounds, programs));
    }

    Map<String, Section> sections() {
        return sections;
    }
}
