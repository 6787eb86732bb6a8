package io.loadtelemetry.benchmarks.lanes;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A collector that takes everything and keeps nothing. */
final class Sink implements AutoCloseable {

    private final HttpServer server;
    private final Semaphore exports = new Semaphore(0);
    private volatile long lastBytes;

    Sink() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
        server.createContext("/", exchange -> {
            byte[] buffer = new byte[1 << 16];
            long bytes = 0;
            try (InputStream in = exchange.getRequestBody()) {
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    bytes += read;
                }
            }
            lastBytes = bytes;
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
            exports.release();
        });
        server.start();
    }

    String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Waits a second for an export to arrive; whether it did. */
    boolean await() throws InterruptedException {
        return exports.tryAcquire(1, TimeUnit.SECONDS);
    }

    /** The size of the last export. */
    long lastBytes() {
        return lastBytes;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
