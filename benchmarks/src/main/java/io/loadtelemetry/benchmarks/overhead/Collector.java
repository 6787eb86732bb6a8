package io.loadtelemetry.benchmarks.overhead;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;

/** Where this library exports to. */
interface Collector {

    URI endpoint();

    /** Whether it takes what is exported. */
    boolean takes();

    /** Ends it, and makes sure that it was asked for something. */
    void end() throws IOException;

    /** One that takes everything. */
    static Collector of(Peer peer) {
        return new Collector() {
            @Override
            public URI endpoint() {
                return peer.uri();
            }

            @Override
            public boolean takes() {
                return true;
            }

            @Override
            public void end() {
                peer.requireExports();
            }
        };
    }

    /** One that takes connections, and never reads or answers. */
    static Collector blackHole() throws IOException {
        ServerSocket hole = new ServerSocket(0, 128, InetAddress.getLoopbackAddress());
        return new Collector() {
            @Override
            public URI endpoint() {
                return URI.create("http://127.0.0.1:" + hole.getLocalPort());
            }

            @Override
            public boolean takes() {
                return false;
            }

            @Override
            public void end() throws IOException {
                hole.setSoTimeout(1_000);
                try (hole;
                        Socket waiting = hole.accept()) {
                    waiting.setSoTimeout(1_000);
                    if (waiting.getInputStream().read() < 0) {
                        throw new IllegalStateException("nothing was sent into the black hole");
                    }
                } catch (SocketTimeoutException e) {
                    throw new IllegalStateException("nothing was exported into the black hole", e);
                }
            }
        };
    }
}
