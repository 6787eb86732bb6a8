package io.loadtelemetry.benchmarks.overhead;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The process of {@link PeerMain}. */
final class Peer implements AutoCloseable {

    private final Process process;
    private final URI uri;

    private Peer(Process process, URI uri) {
        this.process = process;
        this.uri = uri;
    }

    static Peer start() throws IOException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Process process = new ProcessBuilder(List.of(
                        java.toString(),
                        "-Xmx64m",
                        "-XX:+UseSerialGC",
                        // Else small answers wait for the delayed acknowledgement of the client: 40 ms.
                        "-Dsun.net.httpserver.nodelay=true",
                        // Else it closes connections that the client is about to use, and a POST is not sent twice.
                        "-Dsun.net.httpserver.idleInterval=3600",
                        "-cp",
                        System.getProperty("java.class.path"),
                        PeerMain.class.getName()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String port = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))
                .readLine();
        if (port == null) {
            throw new IOException("the target did not start");
        }
        return new Peer(process, URI.create("http://127.0.0.1:" + port));
    }

    URI uri() {
        return uri;
    }

    /** Fails where no export came. */
    void requireExports() {
        try (InputStream in = uri.resolve("/exports").toURL().openStream()) {
            if (new String(in.readAllBytes(), StandardCharsets.US_ASCII).equals("0")) {
                throw new IllegalStateException("nothing was exported");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its standard input ends, and so does the process; also where this one is killed. */
    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
