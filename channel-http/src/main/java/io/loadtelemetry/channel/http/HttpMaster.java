package io.loadtelemetry.channel.http;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.loadtelemetry.api.ConfigurationException;
import io.loadtelemetry.api.MergeResult;
import io.loadtelemetry.api.RunIdentity;
import io.loadtelemetry.api.spi.MasterChannel;
import io.loadtelemetry.api.spi.RecorderConfig;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.System.Logger.Level;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** The master's end: tells workers the identity of the run, and takes their snapshots. */
final class HttpMaster implements MasterChannel {

    /** So many can be slow before others have to wait for them. */
    private static final int THREADS = 64;

    private static final int BACKLOG = 1024;
    private static final System.Logger LOGGER = System.getLogger("io.loadtelemetry");

    private final HttpServer server;
    private final Map<String, String> workerSettings;
    private final ThreadPoolExecutor threads;
    private final AtomicBoolean closed = new AtomicBoolean();

    private HttpMaster(HttpServer server, Map<String, String> workerSettings, ThreadPoolExecutor threads) {
        this.server = server;
        this.workerSettings = workerSettings;
        this.threads = threads;
    }

    static HttpMaster listen(RecorderConfig config, Token token, RunIdentity run, Function<byte[], MergeResult> master)
            throws IOException {
        HttpServer server = bind(config);
        ThreadPoolExecutor threads = threads();
        server.setExecutor(threads);
        byte[] identity = run.encode().getBytes(StandardCharsets.UTF_8);
        server.createContext("/", new MasterHandler(token, identity, master));
        boolean tls = server instanceof HttpsServer;
        InetSocketAddress address = server.getAddress();
        if (!tls && !address.getAddress().isLoopbackAddress()) {
            LOGGER.log(
                    Level.WARNING,
                    "telemetry.http.listen is " + config.get(HttpKeys.LISTEN) + " without telemetry.http.tls.keystore:"
                            + " on the way the token and the results can be read");
        }
        String master0 = (tls ? "https://" : "http://")
                + ListenAddress.reachable(address.getAddress())
                + ':'
                + address.getPort();
        startAsDaemon(server);
        return new HttpMaster(server, Map.of("master", master0, "token", token.text()), threads);
    }

    /** The server's own thread inherits whether it is a daemon from the thread that starts it; it must not keep a JVM alive. */
    private static void startAsDaemon(HttpServer server) throws IOException {
        Thread starter = new Thread(null, server::start, "telemetry-http-start", 0, false);
        starter.setDaemon(true);
        starter.start();
        try {
            starter.join();
        } catch (InterruptedException e) {
            server.stop(0);
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while the channel was opened");
        }
    }

    private static HttpServer bind(RecorderConfig config) throws IOException {
        ListenAddress listen = config.get(HttpKeys.LISTEN);
        InetSocketAddress address = listen.resolve();
        if (address == null) {
            throw new ConfigurationException("telemetry.http.listen is " + listen
                    + ": there is no such host; allowed is an address of this one");
        }
        try {
            if (config.find(HttpKeys.KEYSTORE).isEmpty()) {
                return HttpServer.create(address, BACKLOG);
            }
            HttpsServer server = HttpsServer.create(address, BACKLOG);
            server.setHttpsConfigurator(new HttpsConfigurator(TlsFiles.withKey(
                    config.get(HttpKeys.KEYSTORE),
                    config.find(HttpKeys.PASSWORD).orElse(null))));
            return server;
        } catch (BindException e) {
            throw new ConfigurationException("telemetry.http.listen is " + listen + ": this master cannot listen there,"
                    + " the port is taken or the address not of this host; choose another, or port 0 for a free one");
        }
    }

    private static ThreadPoolExecutor threads() {
        AtomicInteger number = new AtomicInteger();
        ThreadPoolExecutor threads =
                new ThreadPoolExecutor(THREADS, THREADS, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(null, task, "telemetry-http-" + number.incrementAndGet(), 0, false);
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    @Override
    public Map<String, String> workerSettings() {
        return workerSettings;
    }

    /** Does not wait for whoever is slow. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            server.stop(0);
            threads.shutdownNow();
        }
    }
}
