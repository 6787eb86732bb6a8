package io.loadtelemetry.benchmarks.run;

import com.sun.net.httpserver.HttpServer;
import io.loadtelemetry.api.Telemetry;
import io.loadtelemetry.api.TelemetryBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;

/** A run with all recorders: JSON lines to a temporary file, metrics to a receiver on the loopback that takes anything. */
final class Recorders implements AutoCloseable {

    private static final byte[] NOTHING = {};

    private final HttpServer receiver;
    private final Path folder;

    Recorders() throws IOException {
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", exchange -> {
            try (InputStream body = exchange.getRequestBody()) {
                body.readAllBytes();
            }
            exchange.sendResponseHeaders(200, NOTHING.length - 1L);
            exchange.close();
        });
        receiver.start();
        folder = Files.createTempDirectory("benchmark");
    }

    /** A builder with the recorders of the given names, comma-separated, configured for this machine. */
    TelemetryBuilder builder(String names) {
        TelemetryBuilder builder = Telemetry.builder("benchmark").set("telemetry.recorders", names);
        if (names.contains("json")) {
            builder.set("telemetry.json.path", folder.resolve("run.jsonl").toString());
        }
        System.setProperty(
                "otel.exporter.otlp.endpoint",
                "http://127.0.0.1:" + receiver.getAddress().getPort());
        return builder;
    }

    @Override
    public void close() throws IOException {
        receiver.stop(0);
        Files.deleteIfExists(folder.resolve("run.jsonl"));
        Files.deleteIfExists(folder);
    }
}
