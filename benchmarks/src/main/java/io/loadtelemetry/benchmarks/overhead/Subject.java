package io.loadtelemetry.benchmarks.overhead;

import io.loadtelemetry.api.Telemetry;

/** What is measured: something that records the load's requests. */
interface Subject {

    /** What the load calls. */
    Telemetry telemetry();

    /**
     * Ends it, and makes sure that it did its work.
     *
     * @param requests how many requests it was given at least
     * @throws IllegalStateException where it lost some, or did nothing
     */
    void end(long requests) throws Exception;

    /** The subject of a name. */
    /** Whether the load sends a header {@code traceparent} though nothing is traced: one of its own, always the same. */
    default boolean sendsHeader() {
        return false;
    }

    static Subject open(String name, Peer peer) throws Exception {
        return switch (name) {
            case "off" ->
                new Subject() {
                    private final Telemetry off = new Off();

                    @Override
                    public Telemetry telemetry() {
                        return off;
                    }

                    @Override
                    public void end(long requests) {}
                };
            case "loadtelemetry" -> new OwnSubject(Collector.of(peer), "none", "0.01");
            case "loadtelemetry-untraced" -> new OwnSubject(Collector.of(peer), "none", "0");
            case "loadtelemetry-header" ->
                new OwnSubject(Collector.of(peer), "none", "0") {
                    @Override
                    public boolean sendsHeader() {
                        return true;
                    }
                };
            case "loadtelemetry-traced" -> new OwnSubject(Collector.of(peer), "none", "1");
            case "loadtelemetry-requests" -> new OwnSubject(Collector.of(peer), "all", "0.01");
            case "loadtelemetry-blackhole" -> new OwnSubject(Collector.blackHole(), "none", "0.01");
            case "micrometer-otlp" -> new MicrometerSubject(peer);
            case "otel-sdk" -> new OtelSubject(peer);
            case "log4j2-async" -> new Log4jSubject();
            default ->
                throw new IllegalArgumentException("subject=" + name
                        + ": allowed are off, loadtelemetry, loadtelemetry-untraced, loadtelemetry-header,"
                        + " loadtelemetry-traced,"
                        + " loadtelemetry-requests, loadtelemetry-blackhole, micrometer-otlp, otel-sdk, log4j2-async");
        };
    }
}
