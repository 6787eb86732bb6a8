package io.loadtelemetry.examples.minimal;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MinimalTest {

    @TempDir
    Path folder;

    @Test
    void theStandardOutputHasTheStatisticsOfTheRunAsJsonLines() throws Exception {
        AtomicInteger served = new AtomicInteger();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            boolean fails = served.incrementAndGet() % 10 == 0;
            exchange.sendResponseHeaders(fails ? 503 : 200, -1);
            exchange.close();
        });
        server.start();
        try {
            List<String> lines = run("http://127.0.0.1:" + server.getAddress().getPort() + "/");

            assertThat(served).hasValue(100);
            assertThat(lines).allMatch(line -> line.startsWith("{\"schema\":1,") && line.endsWith("}"));
            assertThat(lines.get(0)).contains("\"name\":\"test.start\"", "\"test_plan\":\"minimal\"");
            assertThat(lines)
                    .filteredOn(line -> line.contains("\"scope\":\"total\"") && line.contains("\"window\":\"run\""))
                    .singleElement()
                    .asString()
                    .contains("\"requests\":100,\"failures\":10,", "\"errors\":{\"503\":10}");
            assertThat(lines).last().asString().contains("\"name\":\"test.stop\"", "\"reason\":\"completed\"");
        } finally {
            server.stop(0);
        }
    }

    private List<String> run(String url) throws Exception {
        Path output = folder.resolve("out.jsonl");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Minimal.class.getName(),
                        url)
                .redirectOutput(output.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).isZero();
        return Files.readAllLines(output);
    }
}
