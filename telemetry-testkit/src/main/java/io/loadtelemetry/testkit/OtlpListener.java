package io.loadtelemetry.testkit;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A port of the loopback interface on which there is, in turns, a server, nobody, or somebody who never answers. The port
 * stays ours all the time. Thread-safe.
 */
final class OtlpListener implements AutoCloseable {

    /** How many connections a black hole takes; the system may take fewer. */
    private static final int BACKLOG = 128;

    private static final AtomicInteger THREADS = new AtomicInteger();

    private final HttpHandler handler;
    private final @Nullable SSLContext tls;
    private final int port;
    private AutoCloseable present;
    private boolean closed;
    private long turn;

    OtlpListener(HttpHandler handler, @Nullable SSLContext tls) throws IOException {
        this.handler = handler;
        this.tls = tls;
        Server server = new Server(0);
        port = server.http.getAddress().getPort();
        present = server;
    }

    int port() {
        return port;
    }

    synchronized void serve() {
        turn++;
        become(Server.class, () -> new Server(port));
    }

    /** Connections are refused. */
    synchronized void refuse() {
        turn++;
        keep();
    }

    /** Connections are taken by the system, which also takes some of what is sent; nobody ever reads it. */
    synchronized void swallow() {
        turn++;
        become(ServerSocket.class, () -> {
            ServerSocket hole = new ServerSocket();
            hole.setReuseAddress(true);
            hole.bind(address(port), BACKLOG);
            return hole;
        });
    }

    /** Refuses and serves in turns until something else is asked for. */
    synchronized void flap(Duration down, Duration up) {
        refuse();
        long mine = turn;
        daemon(
                        () -> {
                            boolean serving = false;
                            do {
                                LockSupport.parkNanos((serving ? up : down).toNanos());
                                serving = !serving;
                            } while (flap(mine, serving));
                        },
                        "flapping")
                .start();
    }

    private synchronized boolean flap(long mine, boolean serve) {
        if (turn != mine) {
            return false;
        }
        if (serve) {
            serve();
        } else {
            refuse();
        }
        turn = mine;
        return true;
    }

    @Override
    public synchronized void close() {
        turn++;
        closed = true;
        close(present);
    }

    private interface Opening {
        AutoCloseable open() throws IOException;
    }

    private void become(Class<?> wanted, Opening opening) {
        if (!wanted.isInstance(present)) {
            keep();
            AutoCloseable keeper = present;
            open(opening);
            close(keeper);
        }
    }

    /** A socket that is bound but does not listen keeps the port from others, and lets one of ours listen beside it. */
    private void keep() {
        if (!(present instanceof Socket)) {
            close(present);
            open(() -> {
                Socket keeper = new Socket();
                keeper.setReuseAddress(true);
                keeper.bind(address(port));
                return keeper;
            });
        }
    }

    private void open(Opening opening) {
        if (closed) {
            throw new IllegalStateException("the receiver is closed");
        }
        try {
            present = opening.open();
        } catch (IOException e) {
            throw new UncheckedIOException("port " + port, e);
        }
    }

    private static void close(AutoCloseable open) {
        try {
            open.close();
        } catch (Exception e) {
            throw new IllegalStateException("cannot let go of the port", e);
        }
    }

    private static InetSocketAddress address(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    private final class Server implements AutoCloseable {

        private final HttpServer http;
        private final ExecutorService executor = Executors.newCachedThreadPool(work -> daemon(work, "handler"));

        Server(int port) throws IOException {
            if (tls == null) {
                http = HttpServer.create(address(port), BACKLOG);
            } else {
                HttpsServer https = HttpsServer.create(address(port), BACKLOG);
                https.setHttpsConfigurator(new HttpsConfigurator(tls));
                http = https;
            }
            http.setExecutor(executor);
            http.createContext("/", handler);
            // The server's dispatcher inherits whether it is a daemon from the thread that starts it.
            Thread starter = daemon(http::start, "starter");
            starter.start();
            joinUninterrupted(starter);
        }

        @Override
        public void close() {
            http.stop(0);
            executor.shutdownNow();
        }
    }

    private static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(work, "otlp-receiver-" + name + '-' + THREADS.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }

    private static void joinUninterrupted(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
